#include "policy/silence.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace invmon::policy {
namespace {

constexpr unsigned kSunday = 0;
constexpr unsigned kSaturday = 6;
constexpr Nanos kFirst = std::numeric_limits<Nanos>::min();
constexpr Nanos kLast = std::numeric_limits<Nanos>::max();

Nanos at(const std::string& text) { return parse_rfc3339(text + "Z").value(); }

Silence weekly(std::vector<unsigned> days, Nanos begin, Nanos end, const char* zone = "UTC") {
  Silence silence;
  silence.weekly = Silence::Weekly{std::move(days), begin, end, *TimeZone::load(zone)};
  return silence;
}

/// The spans as "MM-DDTHH:MM/MM-DDTHH:MM", one after another.
std::string shown(const Silence& silence, const std::string& from, const std::string& to) {
  std::string out;
  for (const Range& span : spans_of(silence, {at(from), at(to)})) {
    out += (out.empty() ? "" : " ") + format_time(span.from).substr(5, 11) + '/' + format_time(span.to).substr(5, 11);
  }
  return out;
}

TEST_CASE("a silence of one span is cut to the range") {
  Silence silence;
  silence.from = at("2025-02-08T10:00:00");
  silence.to = at("2025-02-08T12:00:00");
  CHECK(shown(silence, "2025-02-08T00:00:00", "2025-02-09T00:00:00") == "02-08T10:00/02-08T12:00");
  CHECK(shown(silence, "2025-02-08T11:00:00", "2025-02-08T11:30:00") == "02-08T11:00/02-08T11:30");
  CHECK(shown(silence, "2025-02-08T12:00:00", "2025-02-09T00:00:00").empty());
  silence.to.reset();
  CHECK(shown(silence, "2025-02-08T11:00:00", "2025-02-08T13:00:00") == "02-08T11:00/02-08T13:00");
  CHECK(shown(Silence{}, "2025-02-08T11:00:00", "2025-02-08T13:00:00") == "02-08T11:00/02-08T13:00");
}

TEST_CASE("weekly windows past midnight end on the next day") {
  // 2025-02-08 is a Saturday; the first window began on the Sunday before the range.
  const Silence silence = weekly({kSaturday, kSunday}, 22 * kHour, 2 * kHour);
  CHECK(shown(silence, "2025-02-03T00:00:00", "2025-02-16T00:00:00") ==
        "02-03T00:00/02-03T02:00 02-08T22:00/02-09T02:00 02-09T22:00/02-10T02:00 02-15T22:00/02-16T00:00");
  CHECK(shown(silence, "2025-02-09T01:00:00", "2025-02-09T12:00:00") == "02-09T01:00/02-09T02:00");
}

TEST_CASE("windows that touch become one") {
  CHECK(shown(weekly({kSaturday, kSunday}, 0, kDay), "2025-02-03T00:00:00", "2025-02-16T00:00:00") ==
        "02-08T00:00/02-10T00:00 02-15T00:00/02-16T00:00");
  CHECK(shown(weekly({kSaturday, kSunday}, 0, 0), "2025-02-03T00:00:00", "2025-02-12T00:00:00") == "02-08T00:00/02-10T00:00");
}

TEST_CASE("weekly windows keep inside the silence's own span") {
  Silence silence = weekly({kSaturday}, 10 * kHour, 12 * kHour);
  silence.from = at("2025-02-08T11:00:00");
  CHECK(shown(silence, "2025-02-01T00:00:00", "2025-02-16T00:00:00") == "02-08T11:00/02-08T12:00 02-15T10:00/02-15T12:00");
}

TEST_CASE("weekly windows follow the zone's clock when it changes") {
  // In Berlin 02:00 becomes 03:00 on 2025-03-30 (01:00 UTC), and 03:00 becomes 02:00 on 2025-10-26 (01:00 UTC).
  const auto spring = [](Nanos begin, Nanos end) {
    return shown(weekly({kSunday}, begin, end, "Europe/Berlin"), "2025-03-29T00:00:00", "2025-04-02T00:00:00");
  };
  const auto autumn = [](Nanos begin, Nanos end) {
    return shown(weekly({kSunday}, begin, end, "Europe/Berlin"), "2025-10-25T00:00:00", "2025-10-29T00:00:00");
  };
  CHECK(spring(kHour, 4 * kHour) == "03-30T00:00/03-30T02:00");
  CHECK(spring(2 * kHour + 30 * kMinute, 4 * kHour) == "03-30T01:00/03-30T02:00");
  CHECK(spring(2 * kHour, 3 * kHour).empty());
  CHECK(spring(22 * kHour, 2 * kHour) == "03-30T20:00/03-31T00:00");
  CHECK(autumn(kHour, 4 * kHour) == "10-25T23:00/10-26T03:00");
  CHECK(autumn(2 * kHour + 30 * kMinute, 4 * kHour) == "10-26T00:30/10-26T03:00");
  CHECK(autumn(2 * kHour, 2 * kHour + 30 * kMinute) == "10-26T00:00/10-26T00:30");
  CHECK(autumn(22 * kHour, 2 * kHour) == "10-26T21:00/10-27T01:00");
  CHECK(shown(weekly({kSaturday}, 22 * kHour, 2 * kHour, "Europe/Berlin"), "2025-03-29T00:00:00", "2025-03-31T00:00:00") ==
        "03-29T21:00/03-30T01:00");
}

TEST_CASE("a midnight that does not exist is the moment at which the clock is put forward") {
  // In Beirut 00:00 became 01:00 on Sunday 2022-03-27 (22:00 UTC the day before).
  const Silence silence = weekly({kSunday}, 0, 2 * kHour, "Asia/Beirut");
  CHECK(shown(silence, "2022-03-25T00:00:00", "2022-03-29T00:00:00") == "03-26T22:00/03-26T23:00");
}

TEST_CASE("times at the edge of what can be told do no harm") {
  const auto all = spans_of(Silence{}, {kFirst, kLast});
  REQUIRE(all.size() == 1);
  CHECK(all[0].from == kFirst);
  CHECK(all[0].to == kLast);
  CHECK(spans_of(Silence{}, {5, 5}).empty());
  const Silence silence = weekly({kSunday}, 22 * kHour, 2 * kHour, "Europe/Berlin");
  CHECK(spans_of(silence, {kLast - kDay, kLast}).empty());
  CHECK(spans_of(silence, {kFirst, kFirst + 30 * kDay}).size() >= 3);
}

TEST_CASE("ranges become spans in order that neither overlap nor touch") {
  const Spans spans = merged({{30, 40}, {0, 10}, {5, 20}, {20, 25}, {50, 50}, {60, 55}});
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].from == 0);
  CHECK(spans[0].to == 25);
  CHECK(spans[1].from == 30);
  CHECK(span_at(spans, -1) == nullptr);
  CHECK(span_at(spans, 0) == &spans[0]);
  CHECK(span_at(spans, 25) == nullptr);
  CHECK(span_at(spans, 39) == &spans[1]);
  CHECK(next_change(spans, -1) == 0);
  CHECK(next_change(spans, 0) == 25);
  CHECK(next_change(spans, 25) == 30);
  CHECK_FALSE(next_change(spans, 40));
}

}  // namespace
}  // namespace invmon::policy
