#include "scrape/parse.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace invmon::scrape {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Exposition read(std::string_view text, Dialect dialect = Dialect::prometheus) {
  auto read = parse(text, dialect, {"m", 1});
  REQUIRE_MESSAGE(read, (read ? "" : to_string(read.error())));
  return *std::move(read);
}

std::string refused(std::string_view text, Dialect dialect = Dialect::prometheus) {
  const auto read = parse(text, dialect, {"m", 1});
  return read ? "" : to_string(read.error());
}

TEST_CASE("the documents of OpenMetrics' own test suite are taken or refused as it says") {
  const auto folder = fs::path(INVMON_SOURCE_DIR) / "../shared/data/suites/openmetrics/parsers";
  if (!fs::exists(folder)) {
    MESSAGE("skipped: no data in " << folder.string());
    return;
  }
  std::size_t documents = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto description = text_of(entry.path() / "test.json");
    const bool good = description.find("\"shouldParse\": true") != std::string::npos;
    REQUIRE((good || description.find("\"shouldParse\": false") != std::string::npos));
    const auto outcome = parse(text_of(entry.path() / "metrics"), Dialect::openmetrics, {"metrics", 1});
    INFO(entry.path().filename().string() << ": " << (outcome ? "taken" : to_string(outcome.error())));
    CHECK(static_cast<bool>(outcome) == good);
    ++documents;
  }
  CHECK(documents > 200);
}

TEST_CASE("labels, values and times of Prometheus' text are read, with free blanks and a comma too many") {
  const auto metrics = read(
      "# HELP h \n"
      "# just a comment\n"
      "#TYPE without_space gauge\n"
      "\n"
      "  http_requests_total { method = \"post\" , code=\"200\", } \t 1027\t1395066363000\r\n"
      "escaped{path=\"C:\\\\DIR\\\\F.TXT\",error=\"no \\\"file\\\"\\n\"} -1.458255915e9\n"
      "no_labels{} Nan\n"
      "metric_without_timestamp_and_labels 12.47\n"
      "something_weird{problem=\"division by zero\"} +Inf -3982045");
  REQUIRE(metrics.size() == 6);
  const auto& request = metrics[1].samples.front();
  CHECK(metrics[1].type == MetricType::counter);
  CHECK(request.labels == Labels{{"code", "200"}, {"method", "post"}});
  CHECK(request.value == 1027);
  CHECK(request.time == 1'395'066'363 * kSecond);
  CHECK(request.line == 5);
  CHECK(metrics[2].samples.front().labels == Labels{{"error", "no \"file\"\n"}, {"path", "C:\\DIR\\F.TXT"}});
  CHECK(metrics[2].samples.front().value == -1'458'255'915.0);
  CHECK(std::isnan(metrics[3].samples.front().value));
  CHECK(metrics[4].samples.front().value == 12.47);
  CHECK_FALSE(metrics[4].samples.front().time);
  CHECK(std::isinf(metrics[5].samples.front().value));
  CHECK(metrics[5].samples.front().time == -3'982'045 * kMillisecond);
}

TEST_CASE("OpenMetrics' times are seconds, exact to the nanosecond, and kept within what there is") {
  const auto metrics = read("a 1 1738972800.123456789\nb 1 99999999999999999999.5\nc 1 -1e30\n# EOF\n", Dialect::openmetrics);
  CHECK(metrics[0].samples.front().time == 1'738'972'800'123'456'789);
  CHECK(metrics[1].samples.front().time == std::numeric_limits<Nanos>::max());
  CHECK(metrics[2].samples.front().time == std::numeric_limits<Nanos>::min());
}

TEST_CASE("the samples of a histogram and of a summary belong to one metric") {
  const auto metrics = read(
      "# TYPE d histogram\nd_bucket{le=\"1\"} 2\nd_bucket{le=\"+Inf\"} 3\nd_sum 4\nd_count 3\n"
      "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 2\n"
      "u_bucket{le=\"1\"} 2\nu_sum 2\nu_count 2\n");
  REQUIRE(metrics.size() == 3);
  CHECK(metrics[0].type == MetricType::histogram);
  CHECK(metrics[0].samples.size() == 4);
  CHECK(metrics[1].samples.size() == 3);
  CHECK(metrics[2].name == "u");
  CHECK(metrics[2].type == MetricType::histogram);
  CHECK(metrics[2].samples.size() == 3);
}

TEST_CASE("what is wrong is told with line and column") {
  CHECK(refused("a 1\nb{x=1} 2\n") == "m:2:5: a label's value must stand in double quotes");
  CHECK(refused("a{x=\"1\",x=\"2\"} 1") == "m:1:9: the label x stands here twice");
  CHECK(refused("a 0x10") == "m:1:3: not a number: '0x10'");
  CHECK(refused("a 1e999") == "m:1:3: not a number: '1e999'");
  CHECK(refused("a 1 1.5") == "m:1:5: not a time in whole milliseconds: '1.5'");
  CHECK(refused("a{x=\"1") == "m:1:7: the closing quote is missing");
  CHECK(refused("9a 1") == "m:1:1: a metric's name is missing");
  CHECK(refused("a") == "m:1:2: a space is missing");
  CHECK(refused("# TYPE a cuonter\na 1") == "m:1:10: unknown type 'cuonter'");
  CHECK(refused("a 1\na 2\n") == "m:2:1: the same series stands at line 1 already");
  CHECK(refused("# TYPE d histogram\nd_bucket 2\n") == "m:2:1: d_bucket has no label le");
  CHECK(refused("a 1\n", Dialect::openmetrics) == "m:2:1: the text ends without '# EOF': it may be cut off");
  CHECK(refused("a 1\n# EOF\nb 2\n", Dialect::openmetrics) == "m:3:1: nothing may follow '# EOF'");
  CHECK(refused("a{x=\"\xff\"} 1\n# EOF\n", Dialect::openmetrics) == "m:1:6: not UTF-8");
  CHECK(refused("") == "");
}

TEST_CASE("the same series may have samples of several times") {
  CHECK(read("a 1 1000\na 2 2000\n").front().samples.size() == 2);
  CHECK(refused("a 1 1000\na 2 1000\n") == "m:2:1: the same series stands at line 1 already");
}

}  // namespace
}  // namespace invmon::scrape
