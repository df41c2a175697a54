#include "chart/time_axis.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "lib/chart/fixed_meter.hpp"

namespace invmon::chart {
namespace {

constexpr double kLength = 800;

Nanos at(std::string_view text) { return parse_rfc3339(text).value(); }

std::vector<TimeTick> ticks_of(std::string_view from, std::string_view to, double length = kLength) {
  return time_ticks(at(from), at(to), length, FixedMeter());
}

/// "00:00 [Sun 02 Nov 2025] 06:00 12:00 ...", the first `count`.
std::string shown(const std::vector<TimeTick>& ticks, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < ticks.size() && i < count; ++i) {
    text += (i == 0 ? "" : " ") + ticks[i].label;
    if (!ticks[i].date.empty()) text += " [" + ticks[i].date + "]";
  }
  return text;
}

}  // namespace

TEST_CASE("two minutes have ticks of 15 seconds") {
  const auto ticks = ticks_of("2025-11-02T23:59:00Z", "2025-11-03T00:01:00Z");
  CHECK(ticks.size() == 9);
  CHECK(shown(ticks, 5) == "23:59:00 [Sun 02 Nov 2025] 23:59:15 23:59:30 23:59:45 00:00:00 [Mon 03 Nov 2025]");
  CHECK_FALSE(ticks[0].new_date);
  CHECK(ticks[4].new_date);
  CHECK(ticks[4].short_date == "Mon 03 Nov");
}

TEST_CASE("a day has ticks of two hours") {
  const auto ticks = ticks_of("2024-02-28T00:00:00Z", "2024-02-29T00:00:00Z");
  CHECK(ticks.size() == 13);
  CHECK(shown(ticks, 3) == "00:00 [Wed 28 Feb 2024] 02:00 04:00");
  CHECK(ticks.back().date == "Thu 29 Feb 2024");
}

TEST_CASE("two days have ticks of six hours") {
  const auto ticks = ticks_of("2025-11-02T00:00:00Z", "2025-11-04T00:00:00Z");
  CHECK(ticks.size() == 9);
  CHECK(shown(ticks, 6) == "00:00 [Sun 02 Nov 2025] 06:00 12:00 18:00 00:00 [Mon 03 Nov 2025] 06:00");
}

TEST_CASE("ticks are at round times although the range is not") {
  CHECK(shown(ticks_of("2025-11-02T09:35:07.5Z", "2025-11-02T20:10:00Z"), 3) == "10:00 [Sun 02 Nov 2025] 11:00 12:00");
}

TEST_CASE("two months have ticks on Mondays") {
  const auto ticks = ticks_of("2025-01-01T00:00:00Z", "2025-03-02T00:00:00Z");
  CHECK(ticks.size() == 8);
  CHECK(shown(ticks, 3) == "06 Jan [2025] 13 Jan 20 Jan");
}

TEST_CASE("a year has ticks at the beginnings of months") {
  CHECK(shown(ticks_of("2024-06-15T00:00:00Z", "2025-06-15T00:00:00Z"), 9) ==
        "Jul [2024] Aug Sep Oct Nov Dec Jan [2025] Feb Mar");
}

TEST_CASE("six years have ticks of half a year") {
  const auto ticks = ticks_of("2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  CHECK(ticks.size() == 13);
  CHECK(shown(ticks, 4) == "Jan [2020] Jul Jan [2021] Jul");
}

TEST_CASE("centuries have ticks of years") {
  CHECK(shown(ticks_of("1900-01-01T00:00:00Z", "2100-01-01T00:00:00Z"), 4) == "1900 1920 1940 1960");
}

TEST_CASE("labels stand 22 px apart at any length of time") {
  const FixedMeter meter;
  for (Nanos span = 10 * kSecond; span < 200 * 365 * kDay; span = span / 7 * 9) {
    const auto ticks = time_ticks(-kHour - 7, span, kLength, meter);
    INFO(span);
    CHECK_FALSE(ticks.empty());
    for (std::size_t i = 1; i < ticks.size(); ++i) {
      const double between =
          kLength * (time_share(ticks[i].time, -kHour - 7, span) - time_share(ticks[i - 1].time, -kHour - 7, span));
      // Months differ in length by a tenth.
      CHECK(between >= 0.9 * (meter.measure(ticks[i].label, {}).width + 22));
    }
  }
}

TEST_CASE("the first and last times that there are have ticks") {
  constexpr Nanos kFirst = std::numeric_limits<Nanos>::min(), kLast = std::numeric_limits<Nanos>::max();
  const FixedMeter meter;
  for (const auto& [from, to] : {std::pair(kFirst, kLast), {kFirst, kFirst + kDay}, {kLast - kDay, kLast}, {kLast - 1, kLast}}) {
    for (const auto& tick : time_ticks(from, to, kLength, meter)) {
      CHECK(tick.time >= from);
      CHECK(tick.time <= to);
    }
  }
  CHECK(time_share(0, kFirst, kLast) == doctest::Approx(0.5));
}

TEST_CASE("where not even one label fits there is none") {
  CHECK(ticks_of("1700-01-01T00:00:00Z", "2200-01-01T00:00:00Z", 10).empty());
}

}  // namespace invmon::chart
