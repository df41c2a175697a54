#include "base/time_around.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace invmon {
namespace {

bool holds(std::string_view around, std::string_view time, const char* zone = "UTC") {
  const auto loaded = TimeZone::load(zone);
  REQUIRE(loaded);
  const auto parsed = TimeAround::parse(around, *loaded);
  REQUIRE_MESSAGE(parsed, around);
  const auto point = parse_rfc3339(time);
  REQUIRE_MESSAGE(point, time);
  return parsed->contains(*point);
}

TEST_CASE("both ends of the span belong to it") {
  for (const std::string_view around : {"2025-02-08T14:05:00Z±30s", "14:05±30s", "14:05:00+-30s"}) {
    INFO(around);
    CHECK_FALSE(holds(around, "2025-02-08T14:04:29.999999999Z"));
    CHECK(holds(around, "2025-02-08T14:04:30Z"));
    CHECK(holds(around, "2025-02-08T14:05:30Z"));
    CHECK_FALSE(holds(around, "2025-02-08T14:05:30.000000001Z"));
  }
}

TEST_CASE("without a span it is a minute, and a span may be nothing at all") {
  CHECK(holds("14:05", "2025-02-08T14:06:00Z"));
  CHECK_FALSE(holds("14:05", "2025-02-08T14:06:01Z"));
  CHECK(holds("14:05:30.5±0s", "2025-02-08T14:05:30.5Z"));
  CHECK_FALSE(holds("14:05:30.5±0s", "2025-02-08T14:05:30.6Z"));
}

TEST_CASE("a time of day is that of every day, before 1970 and around midnight too") {
  CHECK(holds("00:00±1m", "1969-12-31T23:59:00Z"));
  CHECK(holds("23:59:30±1m", "1970-01-02T00:00:30Z"));
  CHECK_FALSE(holds("23:59:30±1m", "1970-01-02T00:00:31Z"));
  CHECK(holds("12:00±12h", "2025-02-08T00:00:00Z"));
}

TEST_CASE("a time of day is read off the clocks of the zone, dates begin there") {
  // Berlin is one hour ahead of UTC in winter and two in summer.
  CHECK(holds("14:05±0s", "2025-01-08T13:05:00Z", "Europe/Berlin"));
  CHECK(holds("14:05±0s", "2025-07-08T12:05:00Z", "Europe/Berlin"));
  CHECK_FALSE(holds("14:05±0s", "2025-07-08T14:05:00Z", "Europe/Berlin"));
  CHECK(holds("2025-02-08±0s", "2025-02-07T23:00:00Z", "Europe/Berlin"));
  CHECK(holds("2025-02-08T14:05:00+01:00±0s", "2025-02-08T13:05:00Z"));
}

TEST_CASE("points at the ends of time are told apart") {
  const auto late = TimeAround::parse("2262-04-11T00:00:00Z±1d", {});
  REQUIRE(late);
  CHECK(late->contains(std::numeric_limits<Nanos>::max()));
  CHECK_FALSE(late->contains(std::numeric_limits<Nanos>::min()));
  const auto daily = TimeAround::parse("12:00±12h", *TimeZone::load("Asia/Kolkata"));
  REQUIRE(daily);
  CHECK(daily->contains(std::numeric_limits<Nanos>::max()));
  CHECK(daily->contains(std::numeric_limits<Nanos>::min()));
}

TEST_CASE("what is no time or no span is refused") {
  for (const std::string_view text : {"", "14", "14:5", "24:00", "14:60", "14:05Z", "-2h", "±5m", "14:05±", "14:05±x",
                                      "14:05±-5s", "14:05±5", "14:05±1m±1m", "2025-02-30", "noon"}) {
    INFO(text);
    CHECK_FALSE(TimeAround::parse(text, {}));
  }
}

}  // namespace
}  // namespace invmon
