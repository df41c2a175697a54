#include <doctest/doctest.h>

#include <cstdlib>
#include <limits>

#include "base/time.hpp"

using namespace invmon;

namespace {

TimeZone zone_named(std::string_view name) {
  auto zone = TimeZone::load(name);
  REQUIRE(zone);
  return *zone;
}

Nanos at(std::string_view text) { return parse_rfc3339(text).value(); }

void check_hours(const TimeZone& zone, CivilDay day, int hours) {
  const std::int64_t number = days_from_civil(day);
  CHECK(zone.start_of_day(number + 1) - zone.start_of_day(number) == hours * kHour);
  CHECK(zone.day_of(zone.start_of_day(number)) == number);
  CHECK(zone.day_of(zone.start_of_day(number) - 1) == number - 1);
  CHECK(zone.day_of(zone.start_of_day(number + 1) - 1) == number);
}

}  // namespace

TEST_CASE("without a name, and by its name, the zone is UTC") {
  CHECK(TimeZone().is_utc());
  CHECK(zone_named("UTC").is_utc());
  CHECK_FALSE(zone_named("Europe/Berlin").is_utc());
  const TimeZone utc;
  CHECK(utc.offset_at(0) == 0);
  CHECK(utc.start_of_day(-1) == -kDay);
  CHECK(utc.day_of(-1) == -1);
  CHECK(utc.day_of(std::numeric_limits<Nanos>::min()) == -106'752);
  CHECK(utc.day_of(std::numeric_limits<Nanos>::max()) == 106'751);
}

TEST_CASE("offsets follow the season and may hold half hours") {
  const TimeZone berlin = zone_named("Europe/Berlin");
  CHECK(berlin.offset_at(at("2025-01-01T00:00:00Z")) == kHour);
  CHECK(berlin.offset_at(at("2025-07-01T00:00:00Z")) == 2 * kHour);
  CHECK(berlin.offset_at(at("2025-03-30T00:59:59.999999999Z")) == kHour);
  CHECK(berlin.offset_at(at("2025-03-30T01:00:00Z")) == 2 * kHour);
  CHECK(zone_named("Asia/Kathmandu").offset_at(at("2025-01-01T00:00:00Z")) == 5 * kHour + 45 * kMinute);
  CHECK(zone_named("Pacific/Marquesas").offset_at(at("2025-01-01T00:00:00Z")) == -(9 * kHour + 30 * kMinute));
}

TEST_CASE("Berlin's days have 23 hours in March, 25 in October and else 24") {
  const TimeZone berlin = zone_named("Europe/Berlin");
  CHECK(berlin.start_of_day(days_from_civil({2025, 3, 30})) == at("2025-03-30T00:00:00+01:00"));
  CHECK(berlin.start_of_day(days_from_civil({2025, 3, 31})) == at("2025-03-31T00:00:00+02:00"));
  check_hours(berlin, {2025, 3, 29}, 24);
  check_hours(berlin, {2025, 3, 30}, 23);
  check_hours(berlin, {2025, 3, 31}, 24);
  check_hours(berlin, {2025, 10, 26}, 25);
  check_hours(berlin, {1969, 12, 31}, 24);
}

TEST_CASE("a day without midnight starts at the first moment that exists") {
  const TimeZone sao_paulo = zone_named("America/Sao_Paulo");
  CHECK(sao_paulo.start_of_day(days_from_civil({2018, 11, 4})) == at("2018-11-04T01:00:00-02:00"));
  check_hours(sao_paulo, {2018, 11, 4}, 23);
  check_hours(sao_paulo, {2018, 2, 17}, 25);  // 23:00 came twice
}

TEST_CASE("a day that a zone left out is empty") {
  const TimeZone apia = zone_named("Pacific/Apia");  // went from 29 to 31 December 2011 over the date line
  const std::int64_t left_out = days_from_civil({2011, 12, 30});
  CHECK(apia.start_of_day(left_out) == at("2011-12-30T10:00:00Z"));
  CHECK(apia.start_of_day(left_out + 1) == at("2011-12-30T10:00:00Z"));
  CHECK(apia.day_of(at("2011-12-30T09:59:59Z")) == left_out - 1);
  CHECK(apia.day_of(at("2011-12-30T10:00:00Z")) == left_out + 1);
}

TEST_CASE("days beyond the range start at its ends") {
  for (const TimeZone& zone : {TimeZone(), zone_named("Europe/Berlin")}) {
    CHECK(zone.start_of_day(std::numeric_limits<std::int64_t>::max()) == std::numeric_limits<Nanos>::max());
    CHECK(zone.start_of_day(std::numeric_limits<std::int64_t>::min()) == std::numeric_limits<Nanos>::min());
    CHECK(zone.start_of_day(106'753) == std::numeric_limits<Nanos>::max());
    CHECK(zone.day_of(zone.start_of_day(106'751)) == 106'751);
  }
}

TEST_CASE("an unknown zone is named in the error") {
  for (const std::string_view name : {"Europe/Brelin", "", "../../etc/passwd"}) {
    const auto zone = TimeZone::load(name);
    REQUIRE_FALSE(zone);
    CHECK(zone.error().kind == ErrorKind::usage);
    CHECK(zone.error().what == "unknown time zone '" + std::string(name) + "'");
    CHECK(zone.error().hint == "use an IANA name such as Europe/Berlin");
  }
}

TEST_CASE("where the database is missing, the error names its package") {
  const char* const before = std::getenv("TZDIR");
  const std::string kept = before ? before : "";
  setenv("TZDIR", "/nonexistent", 1);
  const auto zone = TimeZone::load("Antarctica/Troll");  // no other test loads it: loaded zones are remembered
  const bool utc_is_there = static_cast<bool>(TimeZone::load("UTC"));
  before ? setenv("TZDIR", kept.c_str(), 1) : unsetenv("TZDIR");
  REQUIRE_FALSE(zone);
  CHECK(zone.error().hint == "the time zone database is missing: install the package tzdata");
  CHECK(utc_is_there);
}

TEST_CASE("a bound of a range is a time, a date in the zone, or a span before the log's end") {
  const TimeZone berlin = zone_named("Europe/Berlin");
  const auto time = parse_time_bound("2025-02-08T12:00:00+02:00", berlin);
  REQUIRE(time);
  CHECK_FALSE(time->relative);
  CHECK(time->value == at("2025-02-08T10:00:00Z"));
  const auto local = parse_time_bound("2025-07-01T12:00:00", berlin);
  REQUIRE(local);
  CHECK(local->value == at("2025-07-01T10:00:00Z"));
  const auto minute = parse_time_bound("2025-07-01 12:05", berlin);
  REQUIRE(minute);
  CHECK(minute->value == at("2025-07-01T10:05:00Z"));
  const auto date = parse_time_bound("2025-07-01", berlin);
  REQUIRE(date);
  CHECK_FALSE(date->relative);
  CHECK(date->value == at("2025-06-30T22:00:00Z"));
  const auto old_date = parse_time_bound("1969-12-31", TimeZone());
  REQUIRE(old_date);
  CHECK(old_date->value == -kDay);
  const auto span = parse_time_bound("-1h30m", berlin);
  REQUIRE(span);
  CHECK(span->relative);
  CHECK(span->value == -90 * kMinute);
}

TEST_CASE("what is no bound is an error that shows how to write one") {
  for (const std::string_view text : {"", "2h", "-", "-2", "-2x", "2025-02-30", "2025-2-8", "yesterday", "--2h", "1600-01-01"}) {
    const auto bound = parse_time_bound(text, TimeZone());
    INFO(text);
    REQUIRE_FALSE(bound);
    CHECK(bound.error().what.find("'" + std::string(text) + "'") != std::string::npos);
    CHECK(bound.error().hint.find("-2h") != std::string::npos);
  }
}
