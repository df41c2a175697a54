#include <doctest/doctest.h>

#include <limits>

#include "contains.hpp"
#include "lib/exposition/sample_export.hpp"
#include "stats/exponential_histogram.hpp"

namespace invmon::exposition {
namespace {

/// The export of one window with these durations.
std::string export_of(const std::vector<double>& durations) {
  stats::ExponentialHistogram histogram;
  for (const double duration : durations) histogram.add(duration);
  report::Report report = sample_report();
  report.windows.resize(1);
  report.windows[0].kpi = sample_kpi(durations.size(), 0, 0, 1);
  report.windows[0].durations = histogram.buckets(stats::kBucketsPerOctave);
  return written(write_otlp, report, plan_of(profile_of("name: web\nfields: {time: t, duration: d}\n")));
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

TEST_CASE("OTLP has deltas of each window, 64-bit numbers as texts") {
  const auto text = written(write_otlp, sample_report(), plan_of(profile_of("name: web\nfields: {time: t}\n")));
  CHECK(contains(text, R"("resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "web"}}]})"));
  CHECK(contains(text, R"("sum": {"aggregationTemporality": 1, "isMonotonic": true, "dataPoints": [)"));
  CHECK(contains(text, R"({"attributes": [{"key": "status", "value": {"stringValue": "success"}}], )"
                       R"("startTimeUnixNano": "1738368060000000000", "timeUnixNano": "1738368120000000000", "asInt": "2"})"));
}

// At scale 7 bucket -1 ends with 1 and bucket 127 with 2; 0 is in none.
TEST_CASE("durations are counted in the buckets of scale 7") {
  const auto text = export_of({0, 1, 1, 2});
  CHECK(contains(
      text, R"("count": "4", "sum": 1, "scale": 7, "zeroCount": "1", "positive": {"offset": -1, "bucketCounts": ["2", "0",)"));
  CHECK(contains(text, R"("0", "1"]})"));
  CHECK(count_of(text, R"("0", )") == 127);
}

// At scale -1 a bucket spans two powers of two: 2^-1074 is the last value of bucket -538, the largest double is in 511.
TEST_CASE("extreme durations are counted at a coarser scale") {
  const auto text = export_of({5e-324, std::numeric_limits<double>::max()});
  CHECK(contains(text, R"("scale": -1, "zeroCount": "0", "positive": {"offset": -538, "bucketCounts": ["1", )"));
  CHECK(count_of(text, R"("0", )") == 511 + 538 - 1 + 1);  // and the zeroCount
}

TEST_CASE("windows without durations have no histogram") {
  CHECK(!contains(export_of({}), "bucketCounts"));
  CHECK(contains(export_of({0}), R"("zeroCount": "1", "positive": {"offset": 0, "bucketCounts": []})"));
}

TEST_CASE("gauges are plain numbers in their base unit") {
  const auto text =
      written(write_otlp, sample_report(), plan_of(profile_of("name: w\nfields: {time: t, gauges: {heap_mb: h}}\n")));
  CHECK(contains(
      text, R"("name": "w_heap_bytes", "description": "The last value of heap_mb.", "unit": "By", "gauge": {"dataPoints": [)"));
  CHECK(contains(text, R"("timeUnixNano": "1738368120000000000", "asDouble": 12500000})"));
}

}  // namespace invmon::exposition
