#include <doctest/doctest.h>

#include <sstream>

#include "contains.hpp"
#include "lib/report/slo_sample.hpp"

namespace invmon::report {
namespace {

std::string junit_of(const std::vector<policy::SloResult>& slos) {
  const Report report = sample_report();
  std::ostringstream out;
  write_slo_junit({report, slos}, out);
  return out.str();
}

}  // namespace

TEST_CASE("JUnit has a case for each SLO: passed, failed or skipped") {
  const std::string xml = junit_of({met_slo(), missed_slo(), unknown_slo()});
  CHECK(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"));
  CHECK(contains(xml,
                 "<testsuite name=\"invmon slo\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"0\" "
                 "timestamp=\"2025-02-08T00:00:00\">\n"));
  CHECK(contains(xml, "<testcase classname=\"inventory-bot\" name=\"availability\" time=\"0\"/>\n"));
  CHECK(contains(xml, "<failure type=\"slo\" message=\"90.0 % (95 % interval 82.6 % to 94.5 %)\">"));
  CHECK(contains(xml, "Budget: 200 % used of 5 bad timeslices\n"));
  CHECK(contains(xml, "name=\"silent\" time=\"0\">\n      <skipped message=\"too few events for a verdict\"/>\n"));
  CHECK(xml.ends_with("  </testsuite>\n</testsuites>\n"));
}

TEST_CASE("names of SLOs can be neither markup nor characters that XML can't hold") {
  const std::string xml = junit_of({missed_slo()});
  CHECK(contains(
      xml,
      "name=\"p95 &lt;fast&gt; &amp; &quot;good&quot;|\xEF\xBF\xBD[31m (team=a&amp;b, warehouse=WH\xEF\xBF\xBD-\xEF\xBF\xBD)\""));
  for (const char c : xml) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  auto odd = met_slo();
  odd.name = "a\tb\n\xEF\xBF\xBF";
  CHECK(contains(junit_of({odd}), "name=\"a&#9;b&#10;\xEF\xBF\xBD\""));
}

}  // namespace invmon::report
