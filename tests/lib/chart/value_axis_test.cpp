#include "chart/value_axis.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace invmon::chart {
namespace {

constexpr double kHeight = 244;  // five intervals of 46 px

std::string labels_of(const ValueAxis& axis) {
  std::string text;
  for (const auto& tick : axis.ticks) text += (text.empty() ? "" : " | ") + tick.label;
  return text;
}

std::string linear(double low, double high, Unit unit) { return labels_of(linear_axis(low, high, unit, kHeight)); }

void check_sound(const ValueAxis& axis) {
  CHECK(std::isfinite(axis.low));
  CHECK(std::isfinite(axis.high));
  CHECK(axis.low < axis.high);
  REQUIRE(axis.ticks.size() >= 2);
  for (std::size_t i = 1; i < axis.ticks.size(); ++i) {
    CHECK(axis.ticks[i - 1].value < axis.ticks[i].value);
    CHECK(axis.ticks[i - 1].label != axis.ticks[i].label);
    CHECK(axis.ticks[i].label.size() < 20);
  }
}

}  // namespace

TEST_CASE("ticks of a linear axis are the round numbers that a person would write") {
  CHECK(linear(0, 0.083, Unit::ratio) == "0 % | 2 % | 4 % | 6 % | 8 % | 10 %");
  CHECK(linear(0, 0.00005, Unit::ratio) == "0 % | 0.001 % | 0.002 % | 0.003 % | 0.004 % | 0.005 %");
  CHECK(linear(0, 71, Unit::percent) == "0 % | 20 % | 40 % | 60 % | 80 %");
  CHECK(linear(0, 2.5, Unit::seconds) == "0 s | 0.5 s | 1 s | 1.5 s | 2 s | 2.5 s");
  CHECK(linear(0, 0.35, Unit::seconds) == "0 ms | 100 ms | 200 ms | 300 ms | 400 ms");
  CHECK(linear(0, 300, Unit::seconds) == "0 min | 1 min | 2 min | 3 min | 4 min | 5 min");
  CHECK(linear(0, 7'200, Unit::seconds) == "0 h | 0.5 h | 1 h | 1.5 h | 2 h");
  CHECK(linear(0, 12, Unit::number) == "0 | 2.5 | 5 | 7.5 | 10 | 12.5");
  CHECK(linear(0, 95'000, Unit::number) == "0 | 20,000 | 40,000 | 60,000 | 80,000 | 100,000");
  CHECK(linear(0, 3e6, Unit::number) == "0 | 1 M | 2 M | 3 M");
  CHECK(linear(0, 1e-9, Unit::number) == "0 | 2e-10 | 4e-10 | 6e-10 | 8e-10 | 1e-09");
}

TEST_CASE("a linear axis spans zero where values are on both sides of it") {
  CHECK(linear(-5, 5, Unit::number) == "-5 | -2.5 | 0 | 2.5 | 5");
  CHECK(linear(-0.001, 300, Unit::number) == "-100 | 0 | 100 | 200 | 300");
}

TEST_CASE("an axis for a single value has room on both sides") {
  CHECK(linear(100, 100, Unit::number) == "90 | 95 | 100 | 105 | 110");
  CHECK(linear(0, 0, Unit::number) == "0 | 0.2 | 0.4 | 0.6 | 0.8 | 1");
}

TEST_CASE("huge, tiny and nearly equal numbers have an axis too") {
  constexpr double kHuge = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  for (const auto unit : {Unit::number, Unit::ratio, Unit::percent, Unit::seconds}) {
    for (const double length : {20.0, 244.0, 3'000.0}) {
      check_sound(linear_axis(-kHuge, kHuge, unit, length));
      check_sound(linear_axis(0, kHuge, unit, length));
      check_sound(linear_axis(0, kTiny, unit, length));
      check_sound(linear_axis(1, std::nextafter(1, 2), unit, length));
      check_sound(logarithmic_axis(kTiny, kHuge, unit, std::max(length, 70.0)));
      check_sound(logarithmic_axis(1, 1, unit, std::max(length, 70.0)));
    }
  }
}

TEST_CASE("a logarithmic axis has 1, 2 and 5 of each decade, and faint lines between") {
  // Two decades and a half on 244 px: 102 px a decade.
  const auto axis = logarithmic_axis(0.021, 4.2, Unit::seconds, kHeight);
  CHECK(labels_of(axis) == "20 ms | 50 ms | 100 ms | 200 ms | 500 ms | 1 s | 2 s | 5 s");
  CHECK(axis.low == doctest::Approx(0.02));
  CHECK(axis.high == doctest::Approx(5));
  CHECK(axis.minor_ticks.size() == 20);  // 30 to 90 ms: 7, 100 to 900 ms: 9, 1 to 4 s: 4, less the low end; and 20 itself is out
}

TEST_CASE("a logarithmic axis of many decades is labelled at whole ones") {
  CHECK(labels_of(logarithmic_axis(1e-3, 1e3, Unit::number, kHeight)) == "0.001 | 0.01 | 0.1 | 1 | 10 | 100 | 1,000");
}

TEST_CASE("values lie where the axis says") {
  const auto linear = linear_axis(0, 10, Unit::number, kHeight);
  CHECK(linear.share(2.5) == 0.25);
  CHECK(linear.share(-1) == 0);
  CHECK(linear.share(11) == 1);
  const auto logarithmic = logarithmic_axis(1, 100, Unit::number, kHeight);
  CHECK(logarithmic.share(10) == doctest::Approx(0.5));
  CHECK(logarithmic.share(0) == 0);
  CHECK(logarithmic.share(-5) == 0);
}

TEST_CASE("a value is shown with the digits that it has") {
  CHECK(show_value(0.02, Unit::ratio) == "2 %");
  CHECK(show_value(0.005, Unit::ratio) == "0.5 %");
  CHECK(show_value(1 - 0.995, Unit::ratio) == "0.5 %");
  CHECK(show_value(0.3, Unit::seconds) == "300 ms");
  CHECK(show_value(1.5, Unit::seconds) == "1.5 s");
  CHECK(show_value(900, Unit::seconds) == "900 s");
  CHECK(show_value(85, Unit::percent) == "85 %");
  CHECK(show_value(1'234'567, Unit::number) == "1.23457 M");
  CHECK(show_value(-40, Unit::number) == "-40");
  CHECK(show_value(0, Unit::number) == "0");
}

}  // namespace invmon::chart
