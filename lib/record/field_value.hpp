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

/// What the fields of a profile may hold, read from a value that is present. nullopt: it is not such a thing. None allocates.

/// A local time that a zone skips is read with the offset before the gap, one that happens twice as the first.
std::optional<Nanos> read_time(const Value& value, TimeFormat format, const TimeZone& zone);

/// Seconds, finite and not negative, of a number of `unit`s or a text.
std::optional<double> read_seconds(const Value& value, TimeUnit unit);

inline constexpr std::int64_t kLargestCount = std::int64_t{1} << 53;
std::optional<std::uint64_t> read_unusual_count(const Value& value);
std::optional<double> read_unusual_number(const Value& value);

/// A whole number from 0 to 2^53, or a text that is one.
inline std::optional<std::uint64_t> read_count(const Value& value) {
  if (value.kind == Value::Kind::integer && value.integer >= 0 && value.integer <= kLargestCount) return value.integer;
  return read_unusual_count(value);
}

/// A finite number, or a text that is one.
inline std::optional<double> read_finite(const Value& value) {
  if (value.kind == Value::Kind::real && std::isfinite(value.real)) return value.real;
  return read_unusual_number(value);
}

/// A string as it is, a number or a boolean as text, written to `scratch`, which the result then points into.
std::optional<std::string_view> read_text(const Value& value, std::string& scratch);

/// "PATH: not a EXPECTED: VALUE", the value shortened.
std::string describe_unreadable(std::string_view path, std::string_view expected, const Value& value);

}  // namespace invmon::record
