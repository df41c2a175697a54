#include <doctest/doctest.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "base/units.hpp"

using namespace invmon;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string written(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

}  // namespace

TEST_CASE("a span is written in whole units without the zero ones") {
  CHECK(format_span(0) == "0s");
  CHECK(format_span(5 * kMinute) == "5m");
  CHECK(format_span(90 * kMinute) == "1h30m");
  CHECK(format_span(500 * kMillisecond) == "500ms");
  CHECK(format_span(-2 * kHour) == "-2h");
  CHECK(format_span(14 * kDay) == "14d");
  CHECK(format_span(kDay + 1) == "1d1ns");
  CHECK(format_span(std::numeric_limits<Nanos>::max()) == "106751d23h47m16s854ms775us807ns");
  CHECK(format_span(std::numeric_limits<Nanos>::min()) == "-106751d23h47m16s854ms775us808ns");
}

TEST_CASE("a span that was written reads back exactly") {
  std::mt19937_64 random(2);
  for (int i = 0; i < 5'000; ++i) {
    const Nanos span = static_cast<Nanos>(random()) >> (random() % 60);
    INFO(span);
    REQUIRE(parse_span(format_span(span)) == span);
  }
}

TEST_CASE("seconds are written with three digits in the unit that suits them") {
  CHECK(format_seconds(0.141) == "141 ms");
  CHECK(format_seconds(2.314) == "2.31 s");
  CHECK(format_seconds(12.5e-6) == "12.5 µs");
  CHECK(format_seconds(0.1) == "100 ms");
  CHECK(format_seconds(3e-9) == "3.00 ns");
  CHECK(format_seconds(200) == "3m 20s");
  CHECK(format_seconds(7'500) == "2h 05m");
  CHECK(format_seconds(561'600) == "6d 12h");
  CHECK(format_seconds(0) == "0 s");
  CHECK(format_seconds(-0.0) == "0 s");
  CHECK(format_seconds(-0.141) == "-141 ms");
}

TEST_CASE("seconds that round up move to the next unit") {
  CHECK(format_seconds(0.9994) == "999 ms");
  CHECK(format_seconds(0.9996) == "1.00 s");
  CHECK(format_seconds(9.996) == "10.0 s");
  CHECK(format_seconds(59.94) == "59.9 s");
  CHECK(format_seconds(59.96) == "1m 00s");
  CHECK(format_seconds(119.6) == "2m 00s");
  CHECK(format_seconds(3'599.4) == "59m 59s");
  CHECK(format_seconds(3'599.6) == "1h 00m");
  CHECK(format_seconds(86'399) == "1d 00h");
  CHECK(format_seconds(kInfinity) == "-");
  CHECK(format_seconds(std::nan("")) == "-");
}

TEST_CASE("sizes are written in decimal units") {
  CHECK(format_bytes(0) == "0 B");
  CHECK(format_bytes(217) == "217 B");
  CHECK(format_bytes(1.234e9) == "1.23 GB");
  CHECK(format_bytes(64'000) == "64.0 kB");
  CHECK(format_bytes(999.4) == "999 B");
  CHECK(format_bytes(999'700) == "1.00 MB");
  CHECK(format_bytes(4.5e12) == "4.50 TB");
  CHECK(format_bytes(-2'500) == "-2.50 kB");
  CHECK(format_bytes(std::nan("")) == "-");
}

TEST_CASE("ratios are written in percent with the digits that matter") {
  CHECK(format_percent(0.0121875) == "1.22 %");
  CHECK(format_percent(0.000034) == "0.0034 %");
  CHECK(format_percent(0.5) == "50.0 %");
  CHECK(format_percent(0) == "0 %");
  CHECK(format_percent(1) == "100 %");
  CHECK(format_percent(0.987) == "98.7 %");
  CHECK(format_percent(0.999988) == "99.9988 %");
  CHECK(format_percent(0.99961) == "99.961 %");
  CHECK(format_percent(2.5) == "250 %");
  CHECK(format_percent(12.345) == "1,234 %");
  CHECK(format_percent(-0.0121875) == "-1.22 %");
  CHECK(format_percent(kInfinity) == "-");
}

TEST_CASE("numbers are written with thousands separators and three digits") {
  CHECK(format_number(6'400) == "6,400");
  CHECK(format_number(21.94) == "21.9");
  CHECK(format_number(0.6349) == "0.635");
  CHECK(format_number(0) == "0");
  CHECK(format_number(-0.0) == "0");
  CHECK(format_number(999) == "999");
  CHECK(format_number(1'000) == "1,000");
  CHECK(format_number(1'234'567) == "1,234,567");
  CHECK(format_number(-1'234'567) == "-1,234,567");
  CHECK(format_number(-999) == "-999");
  CHECK(format_number(123'456.7) == "123,457");
  CHECK(format_number(999'999'999'999'999) == "999,999,999,999,999");
  CHECK(format_number(1e20) == "1e+20");
  CHECK(format_number(1e-9) == "1e-09");
  CHECK(format_number(std::nan("")) == "-");
}

TEST_CASE("machine numbers are the shortest that read back") {
  CHECK(written(12) == "12");
  CHECK(written(-12) == "-12");
  CHECK(written(0) == "0");
  CHECK(written(-0.0) == "0");
  CHECK(written(0.1) == "0.1");
  CHECK(written(100'000) == "100000");
  CHECK(written(999'999'999'999'999) == "999999999999999");
  CHECK(written(-999'999'999'999'999) == "-999999999999999");
  CHECK(written(1e15) == "1e+15");
  CHECK(written(5e-324) == "5e-324");
  CHECK(written(1.0 / 3) == "0.3333333333333333");
  CHECK(written(kInfinity) == "null");
  CHECK(written(-kInfinity) == "null");
  CHECK(written(std::nan("")) == "null");
  std::string out = "[";
  append_number(out, 1.5);
  CHECK(out == "[1.5");
}

TEST_CASE("any finite double that was written reads back as the same") {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = random();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const std::string text = written(value);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    INFO(text);
    REQUIRE(back == value);
  }
}

TEST_CASE("numbers of few digits are written as the standard library writes them") {
  const auto check = [](double value) {
    if (value == std::trunc(value)) return;
    std::array<char, 64> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    REQUIRE(written(value) == std::string(text.data(), end));
  };
  const auto check_near = [&](double value) {
    for (const double sign : {1.0, -1.0}) {
      check(sign * value);
      check(sign * std::nextafter(value, 0));
      check(sign * std::nextafter(value, kInfinity));
    }
  };
  for (int i = 1; i < 100'000; ++i) check_near(i / 1e3);
  std::mt19937_64 random(4);
  for (int i = 0; i < 100'000; ++i) {
    const auto digits = static_cast<double>(random() >> random() % 64);
    for (const double scale : {1e1, 1e2, 1e3, 1e4, 1e9}) check_near(digits / scale);
  }
}
