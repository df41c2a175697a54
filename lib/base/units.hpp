#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace invmon {

/// Units of a span of time as profiles name them: ns, us (also µs), ms, s, m (also min), h, d.
enum class TimeUnit { nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days };

std::optional<TimeUnit> parse_time_unit(std::string_view name);

/// A number of `unit`s in seconds; one rounding, so that 125.295918 ms is as near to 0.125295918 as a double can be.
double to_seconds(double value, TimeUnit unit);

/// A span in seconds from a text in a log: a number with a unit ("0.123s", "12ms"), several of them as Go writes ("1m2.5s"), or
/// a plain number of `plain` units ("0.004"). A sign may lead. nullopt for anything else or for what is not finite.
std::optional<double> parse_duration_seconds(std::string_view text, TimeUnit plain);

/// A span as a user writes it in a flag or a profile: "5m", "1h30m", "1.5h", "500ms", "-2h", "30d", "2w"; "0" alone needs no
/// unit. nullopt for anything else or outside Nanos.
std::optional<Nanos> parse_span(std::string_view text);

/// Such a text of whole days, hours, minutes and so on, without those that are zero: "5m", "1h30m", "500ms", "0s". Reads back
/// exactly.
std::string format_span(Nanos span);

/// In the texts for a person, "-" stands for what is not finite.

/// Seconds for a person, three significant digits: "141 ms", "2.31 s", "12.5 µs", "3m 20s", "2h 05m", "6d 12h".
std::string format_seconds(double seconds);

/// A size as a user writes it: "16MiB", "16M" (= MiB), "64KB" (= 64,000), "512". nullopt for anything else.
std::optional<std::uint64_t> parse_bytes(std::string_view text);

/// A size for a person in decimal units: "217 B", "1.23 GB".
std::string format_bytes(double bytes);

/// A ratio for a person: 0.0121875 -> "1.22 %"; small ones keep two significant digits ("0.0034 %"), and so does what
/// is missing from 100 % ("99.9988 %").
std::string format_percent(double ratio);

/// A number for a person with thousands separators: "6,400", "21.9", "0.635"; integers keep every digit.
std::string format_number(double value);

/// A count for a person, as format_number writes it: "1,234,567".
std::string format_count(std::uint64_t count);

/// The shortest decimal text that reads back as the same double, never in another locale; "null" if it is not finite.
/// Whole numbers of less than 1e15 in size are written without an exponent or a fraction ("12"), negative zero as "0".
void append_number(std::string& out, double value);
std::string plain_number(double value);

/// The same, written to memory that holds kNumberRoom characters; returns its end.
char* write_number(char* at, double value);
inline constexpr std::size_t kNumberRoom = 32;

}  // namespace invmon
