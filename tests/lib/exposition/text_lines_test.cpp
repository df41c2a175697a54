#include "exposition/text_lines.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <sstream>

namespace invmon::exposition {
namespace {

std::string gauge_line(const std::string& label_value, double value) {
  std::ostringstream out;
  TextLines lines(out);
  FamilyPlan plan;
  plan.name = "g";
  plan.type = Type::gauge;
  lines.gauge({plan, {}}, {{{"l", label_value}}, {}, {}}, value);
  lines.flush();
  return std::move(out).str();
}

}  // namespace

// The spellings of the OpenMetrics specification, section "Canonical Numbers".
TEST_CASE("bounds are spelled as OpenMetrics has them") {
  CHECK(bound(0) == "0.0");
  CHECK(bound(1) == "1.0");
  CHECK(bound(10) == "10.0");
  CHECK(bound(0.3) == "0.3");
  CHECK(bound(0.0001) == "0.0001");
  CHECK(bound(1e-5) == "1e-05");
  CHECK(bound(100'000) == "100000.0");
  CHECK(bound(1e6) == "1e+06");
  CHECK(bound(1.5e6) == "1.5e+06");
}

TEST_CASE("label values are escaped and always valid UTF-8") {
  CHECK(gauge_line("a\"b\\c\nd", 1) == "g{l=\"a\\\"b\\\\c\\nd\"} 1\n");
  CHECK(gauge_line("\xff", 1) == "g{l=\"\xEF\xBF\xBD\"} 1\n");
  CHECK(gauge_line("}\r{", 1) == "g{l=\"}\r{\"} 1\n");
  CHECK(gauge_line("", 1) == "g{l=\"\"} 1\n");
}

TEST_CASE("values are negative, fractional and infinite") {
  CHECK(gauge_line("", -2.5) == "g{l=\"\"} -2.5\n");
  CHECK(gauge_line("", 1e300) == "g{l=\"\"} 1e+300\n");
  CHECK(gauge_line("", std::numeric_limits<double>::infinity()) == "g{l=\"\"} +Inf\n");
}

}  // namespace invmon::exposition
