#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "base/time.hpp"
#include "base/units.hpp"

namespace invmon {

struct TimeZone::Zone {
  cctz::time_zone rules;
};

namespace {

using Seconds = cctz::time_point<cctz::seconds>;

constexpr Nanos kFirst = std::numeric_limits<Nanos>::min();
constexpr Nanos kLast = std::numeric_limits<Nanos>::max();

Seconds second_of(Nanos time) { return Seconds(cctz::seconds(floor_div(time, kSecond))); }

/// Days whose first moment is certainly outside of Nanos are taken as the nearest ones, so that no arithmetic overflows.
std::int64_t clamp_day(std::int64_t day) { return std::clamp(day, kFirst / kDay - 2, kLast / kDay + 2); }

Nanos saturated(std::int64_t seconds) {
  Nanos time = 0;
  if (__builtin_mul_overflow(seconds, kSecond, &time)) return seconds < 0 ? kFirst : kLast;
  return time;
}

/// Looks where cctz looks.
bool database_is_missing() {
  const char* const directory = std::getenv("TZDIR");
  std::error_code ignored;
  return !std::filesystem::exists(std::filesystem::path(directory ? directory : "/usr/share/zoneinfo") / "Etc/UTC", ignored);
}

/// Whether an RFC 3339 time that parses says its offset, or names its zone, which can only stand behind the date.
bool has_offset(std::string_view text) {
  return text.find_first_of("+-", 10) != std::string_view::npos || text.back() < '0' || text.back() > '9';
}

std::optional<Nanos> to_utc(Nanos local, const TimeZone& zone) {
  constexpr Nanos kMargin = 3 * kDay;
  if (local < std::numeric_limits<Nanos>::min() + kMargin || local > std::numeric_limits<Nanos>::max() - kMargin)
    return std::nullopt;
  const Nanos with_earlier_offset = local - zone.offset_at(local - kDay);
  const Nanos with_later_offset = local - zone.offset_at(with_earlier_offset);
  const bool exists = zone.offset_at(with_later_offset) == local - with_later_offset;
  return exists ? with_later_offset : with_earlier_offset;
}

}  // namespace

Result<TimeZone> TimeZone::load(std::string_view name) {
  cctz::time_zone rules;
  if (!cctz::load_time_zone(std::string(name), &rules)) {
    return Error{ErrorKind::usage, "", "unknown time zone '" + std::string(name) + "'",
                 database_is_missing() ? "the time zone database is missing: install the package tzdata"
                                       : "use an IANA name such as Europe/Berlin"};
  }
  TimeZone zone;
  if (rules != cctz::utc_time_zone()) zone.zone_ = std::make_shared<const Zone>(Zone{rules});
  return zone;
}

Nanos TimeZone::offset_at(Nanos time) const { return zone_ ? zone_->rules.lookup(second_of(time)).offset * kSecond : 0; }

Nanos TimeZone::start_of_day(std::int64_t day) const {
  day = clamp_day(day);
  if (!zone_) return saturated(day * 86'400);
  const auto midnight = zone_->rules.lookup(cctz::civil_second(cctz::civil_day() + day));
  const bool skipped = midnight.kind == cctz::time_zone::civil_lookup::SKIPPED;
  return saturated((skipped ? midnight.trans : midnight.pre).time_since_epoch().count());
}

std::int64_t TimeZone::day_of(Nanos time) const {
  return floor_div(floor_div(time, kSecond) + offset_at(time) / kSecond, 86'400);
}

std::optional<Nanos> parse_rfc3339(std::string_view text, const TimeZone& zone) {
  const auto time = parse_rfc3339(text);
  if (!time || zone.is_utc() || has_offset(text)) return time;
  return to_utc(*time, zone);
}

Result<TimeBound> parse_time_bound(std::string_view text, const TimeZone& zone) {
  constexpr std::size_t kSizeOfDate = 10, kSizeOfMinute = 16;
  const std::string seconds = text.size() == kSizeOfMinute ? ":00" : "";
  if (const auto time = parse_rfc3339(std::string(text) + seconds, zone)) return TimeBound{false, *time};
  if (text.size() == kSizeOfDate) {
    if (const auto midnight = parse_rfc3339(std::string(text) + "T00:00:00Z")) {
      return TimeBound{false, zone.start_of_day(*midnight / kDay)};
    }
  }
  if (text.starts_with('-')) {
    if (const auto span = parse_span(text)) return TimeBound{true, *span};
  }
  return Error{ErrorKind::usage, "", "cannot read '" + std::string(text) + "' as a time",
               "write 2025-02-08T12:00:00Z, 2025-02-08, or -2h for two hours before the log's end"};
}

}  // namespace invmon
