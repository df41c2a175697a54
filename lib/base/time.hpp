#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace invmon {

/// Nanoseconds: a point in time since the Unix epoch (UTC, no leap seconds) or a span. Points reach from 1677 to 2262.
using Nanos = std::int64_t;

inline constexpr Nanos kMicrosecond = 1'000;
inline constexpr Nanos kMillisecond = 1'000 * kMicrosecond;
inline constexpr Nanos kSecond = 1'000 * kMillisecond;
inline constexpr Nanos kMinute = 60 * kSecond;
inline constexpr Nanos kHour = 60 * kMinute;
inline constexpr Nanos kDay = 24 * kHour;

/// floor(a / b) for b > 0; C++ division truncates toward zero instead.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - ((a % b != 0) && (a < 0)); }

/// How a number that stands for a point in time is to be read.
enum class EpochUnit { by_magnitude, seconds, milliseconds, microseconds, nanoseconds };

/// A calendar day in the proleptic Gregorian calendar.
struct CivilDay {
  int year = 1970;
  unsigned month = 1;  ///< 1..12
  unsigned day = 1;    ///< 1..31
};

/// Days since 1970-01-01 of a calendar day, and back. Requires a valid day.
std::int64_t days_from_civil(CivilDay day);
CivilDay civil_from_days(std::int64_t days);

/// Reads RFC 3339 as logs write it: `T`, `t` or a space between date and time; a fraction of any length after `.` or `,`
/// (digits past the ninth are cut off); `Z`, `z`, `+hh:mm`, `+hhmm`, `+hh`, or an abbreviation of RFC 5322 (`GMT`, `EDT`) or of
/// Europe (`CEST`), also after a space; without an offset UTC is assumed. Seconds of 60 count as 59.999999999. Anything else, or
/// a time outside Nanos, is nullopt. Made for the hot path: no allocation.
std::optional<Nanos> parse_rfc3339(std::string_view text);

/// Reads the date of web servers' common log format, `10/Oct/2000:13:55:36 -0700`, with or without brackets around it.
std::optional<Nanos> parse_clf(std::string_view text);

/// A number since the epoch. By magnitude: below 1e11 seconds, below 1e14 milliseconds, below 1e17 microseconds, else
/// nanoseconds (of the absolute value). A double is taken as its shortest decimal: 1738972800.123 is 123 ms past the second.
/// Digits below a nanosecond are cut off. nullopt for what is not finite or outside Nanos.
std::optional<Nanos> from_epoch(double value, EpochUnit unit);
std::optional<Nanos> from_epoch(std::int64_t value, EpochUnit unit);

/// The same of a decimal number in text, exact to the nanosecond ("1738972800.123456789").
std::optional<Nanos> parse_epoch(std::string_view text, EpochUnit unit);

/// RFC 3339 in UTC with milliseconds, `2025-02-08T12:00:00.123Z`; finer digits are cut off (toward the past).
std::string format_time(Nanos time);

/// The same, written to memory that holds kTimeSize characters; returns their end.
char* write_time(char* at, Nanos time);
inline constexpr std::size_t kTimeSize = 24;

/// An IANA time zone ("Europe/Berlin"), or UTC. Copies share the loaded data; safe to use from several threads.
class TimeZone {
 public:
  TimeZone() = default;  ///< UTC

  /// Loads a zone of the system's database. The error names the zone, and the package that holds the database if it is missing.
  static Result<TimeZone> load(std::string_view name);

  bool is_utc() const { return zone_ == nullptr; }

  /// Local wall time minus UTC at a point in time.
  Nanos offset_at(Nanos time) const;

  /// The first point in time of a local calendar day, given as days since 1970-01-01. Where midnight does not exist, the first
  /// moment after it. Kept within Nanos.
  Nanos start_of_day(std::int64_t day) const;

  /// The local calendar day of a point in time, as days since 1970-01-01.
  std::int64_t day_of(Nanos time) const;

 private:
  struct Zone;
  std::shared_ptr<const Zone> zone_;
};

/// parse_rfc3339, but without an offset it is local time of a zone: one that the zone skips is read with the offset before the
/// gap, one that happens twice as the first.
std::optional<Nanos> parse_rfc3339(std::string_view text, const TimeZone& zone);

/// A bound of a time range as a user writes it: RFC 3339 (local time of `zone` without an offset, also to the minute), a date
/// (its first moment in `zone`), or a span relative to the log's end ("-2h").
struct TimeBound {
  bool relative = false;
  Nanos value = 0;  ///< the point in time, or for a relative one the (negative) span to add to the log's end
};
Result<TimeBound> parse_time_bound(std::string_view text, const TimeZone& zone);

}  // namespace invmon
