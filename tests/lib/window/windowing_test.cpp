#include "window/windowing.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace invmon::window {
namespace {

constexpr Nanos kFirst = std::numeric_limits<Nanos>::min();
constexpr Nanos kLast = std::numeric_limits<Nanos>::max();

TEST_CASE("fixed windows are half-open and aligned to the epoch") {
  const auto windowing = Windowing::fixed(kMinute);
  CHECK(windowing.index_of(0) == 0);
  CHECK(windowing.index_of(kMinute - 1) == 0);
  CHECK(windowing.index_of(kMinute) == 1);
  CHECK(windowing.index_of(-1) == -1);
  CHECK(windowing.index_of(-kMinute) == -1);
  CHECK(windowing.index_of(-kMinute - 1) == -2);
  CHECK(windowing.start_of(3) == 3 * kMinute);
  CHECK(windowing.start_of(-2) == -2 * kMinute);
  CHECK(!windowing.is_automatic());
}

TEST_CASE("each moment lies in its window, to the ends of time") {
  for (const Nanos width : {Nanos{1}, kSecond, 7 * kSecond, kHour, kDay, 7 * kDay, 200 * 365 * kDay, kLast}) {
    const auto windowing = Windowing::fixed(width);
    for (const Nanos time : {kFirst, kFirst + 1, -width, Nanos{-1}, Nanos{0}, Nanos{1}, width - 1, kLast - 1, kLast}) {
      const auto index = windowing.index_of(time);
      CHECK(windowing.start_of(index) <= time);
      if (index < kLast) CHECK((windowing.start_of(index + 1) > time || windowing.start_of(index + 1) == kLast));
    }
  }
}

TEST_CASE("a span holds the moments from its beginning to before its end") {
  CHECK_FALSE(TimeSpan().holds(0));
  for (const Nanos from : {kFirst, Nanos{-5}, Nanos{0}, Nanos{5}, kLast - 7}) {
    for (const Nanos to : {kFirst + 7, Nanos{0}, Nanos{12}, kLast}) {
      if (to < from) continue;
      for (const Nanos time :
           {kFirst, kFirst + 7, Nanos{-6}, Nanos{-5}, Nanos{-1}, Nanos{0}, Nanos{11}, Nanos{12}, kLast - 7, kLast}) {
        CHECK(TimeSpan{from, to}.holds(time) == (from <= time && time < to));
      }
    }
  }
}

TEST_CASE("days of a zone follow its clock") {
  auto berlin = TimeZone::load("Europe/Berlin");
  REQUIRE(berlin);
  const auto days = Windowing::fixed(kDay, *berlin);
  const Nanos midnight = *parse_rfc3339("2025-03-30T00:00:00+01:00");  // the clocks go forward that night
  const auto index = days.index_of(midnight);
  CHECK(days.index_of(midnight - 1) == index - 1);
  CHECK(days.start_of(index) == midnight);
  CHECK(days.start_of(index + 1) == midnight + 23 * kHour);
  CHECK(days.index_of(midnight + 23 * kHour) == index + 1);
  const auto weeks = Windowing::fixed(7 * kDay, *berlin);
  const auto week = weeks.index_of(midnight);
  CHECK(weeks.start_of(week + 1) - weeks.start_of(week) == 7 * kDay - kHour);
  const auto hours = Windowing::fixed(kHour, *berlin);
  CHECK(hours.start_of(hours.index_of(midnight)) == midnight);
}

TEST_CASE("automatic widths grow by whole factors from one second") {
  auto windowing = Windowing::automatic();
  CHECK(windowing.is_automatic());
  CHECK(windowing.width() == kSecond);
  for (const Nanos width : {5 * kSecond, 10 * kSecond, 30 * kSecond, kMinute, 5 * kMinute, 10 * kMinute, 30 * kMinute, kHour,
                            3 * kHour, 6 * kHour, 12 * kHour, kDay, 7 * kDay, 14 * kDay, 28 * kDay}) {
    const auto before = windowing.width();
    const auto index = windowing.index_of(1'738'368'000 * kSecond);
    const auto factor = windowing.widen();
    CHECK(windowing.width() == width);
    CHECK(before * factor == width);
    CHECK(windowing.index_of(1'738'368'000 * kSecond) == floor_div(index, factor));
  }
}

TEST_CASE("the automatic width of a range is the narrowest with at most 240 windows") {
  CHECK(automatic_width(0, 1) == kSecond);
  CHECK(automatic_width(0, 240 * kSecond) == kSecond);
  CHECK(automatic_width(0, 240 * kSecond + 1) == 5 * kSecond);
  CHECK(automatic_width(1, 240 * kSecond + 1) == 5 * kSecond);  // touches 241
  CHECK(automatic_width(0, 7 * kDay) == kHour);
  CHECK(automatic_width(-kDay, 0) == 10 * kMinute);
  CHECK(automatic_width(kFirst, kLast) > 365 * kDay);
}

}  // namespace
}  // namespace invmon::window
