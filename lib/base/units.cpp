#include "base/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace invmon {
namespace {

struct NamedUnit {
  std::string_view name;
  TimeUnit unit;
};
constexpr std::array<NamedUnit, 10> kTimeUnits = {{
    {"ns", TimeUnit::nanoseconds},
    {"us", TimeUnit::microseconds},
    {"\u00b5s", TimeUnit::microseconds},  // the micro sign
    {"\u03bcs", TimeUnit::microseconds},  // the Greek letter that looks the same
    {"ms", TimeUnit::milliseconds},
    {"s", TimeUnit::seconds},
    {"m", TimeUnit::minutes},
    {"min", TimeUnit::minutes},
    {"h", TimeUnit::hours},
    {"d", TimeUnit::days},
}};

/// By TimeUnit.
constexpr std::array<Nanos, 7> kNanosPerUnit = {1, kMicrosecond, kMillisecond, kSecond, kMinute, kHour, kDay};

Nanos nanos_per(TimeUnit unit) { return kNanosPerUnit[static_cast<std::size_t>(unit)]; }

/// Takes a sign from the front of `text`, if there is one; true for a minus.
bool take_sign(std::string_view& text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return false;
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

/// Takes a number from the front of `text` that starts with a digit or a point, so neither a sign nor a name such as "inf".
template <class Number>
std::optional<Number> take_number(std::string_view& text) {
  if (text.find_first_of("0123456789.") != 0) return std::nullopt;
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Takes everything before the next digit or point.
std::string_view take_name(std::string_view& text) {
  const std::string_view name = text.substr(0, text.find_first_of("0123456789."));
  text.remove_prefix(name.size());
  return name;
}

std::optional<Nanos> parse_span_unit(std::string_view name) {
  if (name == "w") return 7 * kDay;
  const auto unit = parse_time_unit(name);
  return unit ? std::optional(nanos_per(*unit)) : std::nullopt;
}

/// Takes one part of a span, such as "1.5h", and subtracts it: the negative side of Nanos reaches one further.
bool subtract_part(std::string_view& text, Nanos& span) {
  const auto whole = take_number<Nanos>(text);
  if (!whole) return false;
  double fraction = 0;
  if (text.starts_with('.')) {
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789", 1));
    if (digits.size() == 1) return false;
    std::from_chars(digits.data(), digits.data() + digits.size(), fraction);
    text.remove_prefix(digits.size());
  }
  const auto unit = parse_span_unit(take_name(text));
  Nanos part = 0;
  return unit && !__builtin_mul_overflow(*whole, *unit, &part) && !__builtin_sub_overflow(span, part, &span) &&
         !__builtin_sub_overflow(span, std::llround(fraction * static_cast<double>(*unit)), &span);
}

}  // namespace

std::optional<TimeUnit> parse_time_unit(std::string_view name) {
  for (const auto& entry : kTimeUnits) {
    if (entry.name == name) return entry.unit;
  }
  return std::nullopt;
}

double to_seconds(double value, TimeUnit unit) {
  const Nanos nanos = nanos_per(unit);
  // Dividing by a whole number rounds once; multiplying by 0.001 would round twice.
  const Nanos parts = kSecond / nanos;    // whole, or 0 for units longer than a second
  const Nanos seconds = nanos / kSecond;  // whole, or 0 for shorter ones
  return nanos < kSecond ? value / static_cast<double>(parts) : value * static_cast<double>(seconds);
}

std::optional<double> parse_duration_seconds(std::string_view text, TimeUnit plain) {
  const bool negative = take_sign(text);
  double seconds = 0;
  bool first = true;
  do {
    const auto number = take_number<double>(text);
    if (!number) return std::nullopt;
    const auto unit = first && text.empty() ? plain : parse_time_unit(take_name(text));
    if (!unit) return std::nullopt;
    seconds += to_seconds(*number, *unit);
    first = false;
  } while (!text.empty());
  if (!std::isfinite(seconds)) return std::nullopt;
  return negative ? -seconds : seconds;
}

std::optional<Nanos> parse_span(std::string_view text) {
  const bool negative = take_sign(text);
  if (text == "0") return 0;
  Nanos span = 0;
  do {
    if (!subtract_part(text, span)) return std::nullopt;
  } while (!text.empty());
  if (!negative && __builtin_sub_overflow(Nanos{0}, span, &span)) return std::nullopt;
  return span;
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  constexpr std::string_view kPrefixes = "KMGT";
  const auto number = take_number<std::uint64_t>(text);
  if (!number) return std::nullopt;
  if (text.empty() || text == "B") return number;
  const auto power = kPrefixes.find(text[0]);
  const std::string_view suffix = text.substr(1);
  if (power == std::string_view::npos || (!suffix.empty() && suffix != "B" && suffix != "iB")) return std::nullopt;
  const std::uint64_t base = suffix == "B" ? 1'000 : 1'024;
  std::uint64_t bytes = *number;
  for (std::size_t i = 0; i <= power; ++i) {
    if (__builtin_mul_overflow(bytes, base, &bytes)) return std::nullopt;
  }
  return bytes;
}

}  // namespace invmon
