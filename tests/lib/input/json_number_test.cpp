#include "input/json_number.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

namespace invmon::input {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST_CASE("numbers of JSON's grammar are read") {
  CHECK(parse_json_number("0") == 0);
  CHECK(parse_json_number("-12") == -12);
  CHECK(parse_json_number("1.25e2") == 125);
  CHECK(parse_json_number("1E+2") == 100);
  CHECK(parse_json_number("1e-2") == 0.01);
  CHECK(parse_json_number("0.1") == 0.1);
  CHECK(parse_json_number("18446744073709551616") == 18446744073709551616.0);
  CHECK(parse_json_number("1.7976931348623157e308") == std::numeric_limits<double>::max());
  CHECK(parse_json_number("5e-324") == std::numeric_limits<double>::denorm_min());
  const auto zero = parse_json_number("-0");
  REQUIRE(zero);
  CHECK(std::signbit(*zero));
}

TEST_CASE("numbers beyond the range of a double are infinite, those below it zero") {
  CHECK(parse_json_number("1e309") == kInfinity);
  CHECK(parse_json_number("-1e309") == -kInfinity);
  CHECK(parse_json_number("1" + std::string(400, '0')) == kInfinity);
  CHECK(parse_json_number("1" + std::string(400, '0') + ".5e+1") == kInfinity);
  CHECK(parse_json_number("1e-400") == 0);
  CHECK(parse_json_number("-1e-99999999999") == 0);
  CHECK(parse_json_number("1e99999999999") == kInfinity);
}

TEST_CASE("a number's exponent and its digits together decide whether it is large or small") {
  CHECK(parse_json_number("0." + std::string(400, '0') + "1") == 0);
  CHECK(parse_json_number("0." + std::string(400, '0') + "1e10") == 0);
  CHECK(parse_json_number("1" + std::string(400, '0') + "e-10") == kInfinity);
  CHECK(parse_json_number("0e400") == 0);
  CHECK(parse_json_number("0e99999999999") == 0);
}

TEST_CASE("anything else is no number") {
  for (const auto* text : {"", "-", "+1", "01", "-01", ".5", "5.", "1e", "1e+", "1.e5", "0x10", "NaN", "Infinity", "-inf", "1 ",
                           " 1", "1,", "--1"}) {
    INFO(text);
    CHECK(!parse_json_number(text));
  }
}

}  // namespace
}  // namespace invmon::input
