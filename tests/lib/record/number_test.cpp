#include "record/number.hpp"

#include <doctest/doctest.h>

namespace invmon::record {
namespace {

TEST_CASE("a text that is wholly an integer is one, up to the ends of int64") {
  for (const auto& [text, number] : {std::pair<const char*, std::int64_t>{"0", 0},
                                     {"-7", -7},
                                     {"007", 7},
                                     {"9223372036854775807", 9223372036854775807},
                                     {"-9223372036854775808", -9223372036854775807 - 1}}) {
    INFO(text);
    const auto parsed = parse_number(text);
    REQUIRE(parsed);
    CHECK(parsed->kind == Value::Kind::integer);
    CHECK(parsed->integer == number);
  }
}

TEST_CASE("other decimal numbers are reals") {
  for (const auto& [text, number] :
       {std::pair<const char*, double>{"0.5", 0.5}, {"1e3", 1000.0}, {"-2.5E-1", -0.25}, {"9223372036854775808", 0x1p63}}) {
    INFO(text);
    const auto parsed = parse_number(text);
    REQUIRE(parsed);
    CHECK(parsed->kind == Value::Kind::real);
    CHECK(parsed->real == number);
  }
}

TEST_CASE("anything else is no number") {
  for (const char* text : {"", " 1", "1 ", "+1", "-", "0x10", "inf", "-inf", "nan", "1e999", "1,5", "37%", "1.2.3", "one"}) {
    CHECK_MESSAGE(!parse_number(text), text);
  }
}

}  // namespace
}  // namespace invmon::record
