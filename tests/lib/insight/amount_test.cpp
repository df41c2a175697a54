#include "insight/amount.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace invmon::insight {
namespace {

TEST_CASE("money has two digits behind the point, and three that count below 1") {
  CHECK(format_money(0) == "0.00");
  CHECK(format_money(-0.0) == "0.00");
  CHECK(format_money(1) == "1.00");
  CHECK(format_money(1'234.5) == "1,234.50");
  CHECK(format_money(-1'234'567.891) == "-1,234,567.89");
  CHECK(format_money(999.999) == "1,000.00");
  CHECK(format_money(0.2) == "0.200");
  CHECK(format_money(-0.004669) == "-0.00467");
  CHECK(format_money(0.99949) == "0.999");
  CHECK(format_money(0.9996) == "1.00");
}

TEST_CASE("extreme amounts are short, and what is not finite is a dash") {
  CHECK(format_money(1e18) == "1e+18");
  CHECK(format_money(std::numeric_limits<double>::infinity()) == "-");
  CHECK(format_money(std::numeric_limits<double>::quiet_NaN()) == "-");
}

TEST_CASE("other numbers are whole where they can be") {
  CHECK(format_quantity(13'104) == "13,104");
  CHECK(format_quantity(167.975) == "167.97");
  CHECK(format_quantity(65.52) == "65.52");
  CHECK(format_quantity(0) == "0");
  CHECK(format_quantity(-2.5) == "-2.50");
}

}  // namespace
}  // namespace invmon::insight
