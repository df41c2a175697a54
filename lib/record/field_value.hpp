#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "base/units.hpp"
#include "record/profile.hpp"
#include "record/value.hpp"

namespace invmon::record {

/// What the fields of a profile may hold, read from a value that is present. nullopt or false: it is not such a thing. None
/// allocates. Numbers are not returned as optionals: a processor waits for those to be written before it copies them.

/// A local time that a zone skips is read with the offset before the gap, one that happens twice as the first.
std::optional<Nanos> read_time(const Value& value, TimeFormat format, const TimeZone& zone);

/// Seconds, finite and not negative, of a number of `unit`s or a text.
bool read_seconds(const Value& value, TimeUnit unit, double& seconds);

inline constexpr std::int64_t kLargestCount = std::int64_t{1} << 53;
bool read_unusual_count(const Value& value, std::uint64_t& count);
bool read_unusual_number(const Value& value, double& number);

/// A whole number from 0 to 2^53, or a text that is one.
inline bool read_count(const Value& value, std::uint64_t& count) {
  if (value.kind != Value::Kind::integer || value.integer < 0 || value.integer > kLargestCount) {
    return read_unusual_count(value, count);
  }
  count = static_cast<std::uint64_t>(value.integer);
  return true;
}

/// A finite number, or a text that is one.
inline bool read_finite(const Value& value, double& number) {
  if (value.kind != Value::Kind::real || !std::isfinite(value.real)) return read_unusual_number(value, number);
  number = value.real;
  return true;
}

std::optional<std::string_view> read_unusual_text(const Value& value, std::string& scratch);

/// A string as it is, a number or a boolean as text, written to `scratch`, which the result then points into.
inline std::optional<std::string_view> read_text(const Value& value, std::string& scratch) {
  return value.kind == Value::Kind::string ? value.string : read_unusual_text(value, scratch);
}

/// "PATH: not a EXPECTED: VALUE", the value shortened.
std::string describe_unreadable(std::string_view path, std::string_view expected, const Value& value);

}  // namespace invmon::record
