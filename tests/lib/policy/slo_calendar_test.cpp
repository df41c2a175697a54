#include <doctest/doctest.h>

#include "policy/calendar_period.hpp"

namespace invmon::policy {
namespace {

Nanos at(std::string_view text) { return *parse_rfc3339(text); }

void check(Slo::Calendar calendar, const char* zone, std::string_view time, std::string_view from, std::string_view to) {
  INFO(zone, " ", time);
  const auto period = calendar_period(calendar, *TimeZone::load(zone), at(time));
  CHECK(format_time(period.from).substr(0, 19) == from);
  CHECK(format_time(period.to).substr(0, 19) == to);
}

}  // namespace

TEST_CASE("calendar units are cut at the zone's midnights") {
  using enum Slo::Calendar;
  check(day, "UTC", "2025-06-04T23:59:59Z", "2025-06-04T00:00:00", "2025-06-05T00:00:00");
  check(week, "UTC", "2025-06-08T23:59:59Z", "2025-06-02T00:00:00", "2025-06-09T00:00:00");
  check(week, "UTC", "2025-06-09T00:00:00Z", "2025-06-09T00:00:00", "2025-06-16T00:00:00");
  check(week, "UTC", "1969-12-28T12:00:00Z", "1969-12-22T00:00:00", "1969-12-29T00:00:00");
  check(month, "UTC", "2024-02-29T12:00:00Z", "2024-02-01T00:00:00", "2024-03-01T00:00:00");
  check(month, "UTC", "2024-12-31T12:00:00Z", "2024-12-01T00:00:00", "2025-01-01T00:00:00");
  check(quarter, "UTC", "2025-05-31T12:00:00Z", "2025-04-01T00:00:00", "2025-07-01T00:00:00");
  check(quarter, "UTC", "2025-11-01T00:00:00Z", "2025-10-01T00:00:00", "2026-01-01T00:00:00");
  check(year, "UTC", "2025-11-01T00:00:00Z", "2025-01-01T00:00:00", "2026-01-01T00:00:00");
}

TEST_CASE("a day has 23 or 25 hours and a month one hour less or more where clocks change") {
  using enum Slo::Calendar;
  check(day, "Europe/Berlin", "2025-03-30T12:00:00Z", "2025-03-29T23:00:00", "2025-03-30T22:00:00");
  check(day, "Europe/Berlin", "2025-10-26T12:00:00Z", "2025-10-25T22:00:00", "2025-10-26T23:00:00");
  check(month, "Europe/Berlin", "2025-03-31T21:59:59Z", "2025-02-28T23:00:00", "2025-03-31T22:00:00");
  check(month, "America/New_York", "2025-11-01T03:59:59Z", "2025-10-01T04:00:00", "2025-11-01T04:00:00");
  check(quarter, "America/New_York", "2025-02-01T00:00:00Z", "2025-01-01T05:00:00", "2025-04-01T04:00:00");
  // Midnight of 2018-11-04 did not exist in Sao Paulo.
  check(day, "America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00", "2018-11-05T02:00:00");
}

}  // namespace invmon::policy
