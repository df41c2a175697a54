#include "base/time.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace invmon;

namespace {

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

unsigned month_length(int year, unsigned month) {
  constexpr unsigned kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kLengths[month - 1];
}

/// Steps one day at a time, as one does on a wall calendar.
CivilDay next_day(CivilDay day) {
  if (day.day < month_length(day.year, day.month)) return {day.year, day.month, day.day + 1};
  return day.month < 12 ? CivilDay{day.year, day.month + 1, 1} : CivilDay{day.year + 1, 1, 1};
}

/// Days of whole years before 1970-01-01 (negative) or after.
std::int64_t days_to_new_year(int year) {
  std::int64_t days = 0;
  for (int y = 1970; y < year; ++y) days += is_leap(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) days -= is_leap(y) ? 366 : 365;
  return days;
}

}  // namespace

TEST_CASE("floor division rounds toward the past") {
  CHECK(floor_div(7, 2) == 3);
  CHECK(floor_div(-7, 2) == -4);
  CHECK(floor_div(-8, 2) == -4);
  CHECK(floor_div(0, 5) == 0);
  CHECK(floor_div(std::numeric_limits<std::int64_t>::min(), 1) == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("civil days agree with counting them one by one over 800 years to either side") {
  CivilDay expected{1170, 1, 1};
  std::int64_t days = days_to_new_year(1170);
  std::int64_t mismatches = 0;
  for (; expected.year <= 2770; expected = next_day(expected), ++days) {
    const CivilDay found = civil_from_days(days);
    const bool same = found.year == expected.year && found.month == expected.month && found.day == expected.day;
    mismatches += !same || days_from_civil(expected) != days;
  }
  CHECK(mismatches == 0);
  CHECK(days == days_to_new_year(2771));
}

TEST_CASE("well-known days have their well-known numbers") {
  CHECK(days_from_civil({1970, 1, 1}) == 0);
  CHECK(days_from_civil({1969, 12, 31}) == -1);
  CHECK(days_from_civil({2000, 1, 1}) == 10'957);
  CHECK(days_from_civil({1858, 11, 17}) == -40'587);   // the modified Julian date's zero
  CHECK(days_from_civil({1582, 10, 15}) == -141'427);  // the Gregorian calendar's first day
}

TEST_CASE("a time is written in UTC with milliseconds, cut toward the past") {
  CHECK(format_time(0) == "1970-01-01T00:00:00.000Z");
  CHECK(format_time(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(format_time(999'999) == "1970-01-01T00:00:00.000Z");
  CHECK(format_time(1'234'567'890 * kSecond + 123'999'999) == "2009-02-13T23:31:30.123Z");
  CHECK(format_time(2'147'483'647 * kSecond) == "2038-01-19T03:14:07.000Z");
  CHECK(format_time(std::numeric_limits<Nanos>::max()) == "2262-04-11T23:47:16.854Z");
  CHECK(format_time(std::numeric_limits<Nanos>::min()) == "1677-09-21T00:12:43.145Z");
}

TEST_CASE("a time that was written reads back to the millisecond") {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<Nanos> any(std::numeric_limits<Nanos>::min() + kMillisecond, std::numeric_limits<Nanos>::max());
  for (int i = 0; i < 20'000; ++i) {
    const Nanos time = any(random);
    INFO(time);
    REQUIRE(parse_rfc3339(format_time(time)) == floor_div(time, kMillisecond) * kMillisecond);
  }
}
