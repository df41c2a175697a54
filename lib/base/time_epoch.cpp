#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/ascii.hpp"
#include "base/time.hpp"

namespace invmon {
namespace {

/// (-1)^negative * digits * 10^exponent. Times are scaled by powers of ten alone, so this keeps them exact.
struct Decimal {
  bool negative = false;
  std::uint64_t digits = 0;
  int exponent = 0;
};

constexpr int kMaxDigits = 19;  // every number of so many digits fits into 64 bits

constexpr auto kPowersOfTen = [] {
  std::array<std::uint64_t, kMaxDigits + 1> powers{};
  std::uint64_t power = 1;
  for (auto& entry : powers) {
    entry = power;
    power *= 10;
  }
  return powers;
}();

/// Takes the digits at the front of `text` into `number`; those past the nineteenth only move the decimal point.
bool take_digits(std::string_view& text, Decimal& number, bool fraction) {
  const char* at = text.data();
  const char* const end = at + text.size();
  for (; at != end && is_digit(*at); ++at) {
    const bool room = number.digits < kPowersOfTen[kMaxDigits - 1];
    if (room) number.digits = number.digits * 10 + static_cast<unsigned>(*at - '0');
    number.exponent += static_cast<int>(!room) - static_cast<int>(fraction);
  }
  const auto taken = static_cast<std::size_t>(at - text.data());
  text.remove_prefix(taken);
  return taken > 0;
}

/// Takes `c` from the front of `text`, if it is there.
bool take(std::string_view& text, char c) {
  const bool there = !text.empty() && text.front() == c;
  if (there) text.remove_prefix(1);
  return there;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal number;
  number.negative = take(text, '-');
  if (!number.negative) take(text, '+');
  if (!take_digits(text, number, false)) return std::nullopt;
  if (take(text, '.') && !take_digits(text, number, true)) return std::nullopt;
  if (!take(text, 'e') && !take(text, 'E')) return text.empty() ? std::optional(number) : std::nullopt;
  if (take(text, '+') && text.starts_with('-')) return std::nullopt;
  std::int16_t exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  number.exponent += exponent;
  return number;
}

/// The power of ten that turns the unit into nanoseconds; by magnitude, from the count of digits before the decimal point.
int scale_of(EpochUnit unit, const Decimal& number) {
  switch (unit) {
    case EpochUnit::seconds:
      return 9;
    case EpochUnit::milliseconds:
      return 6;
    case EpochUnit::microseconds:
      return 3;
    case EpochUnit::nanoseconds:
      return 0;
    case EpochUnit::by_magnitude:
      break;
  }
  const auto above = std::upper_bound(kPowersOfTen.begin(), kPowersOfTen.end(), number.digits);
  const auto whole_digits = above - kPowersOfTen.begin() + number.exponent;
  return whole_digits <= 11 ? 9 : whole_digits <= 14 ? 6 : whole_digits <= 17 ? 3 : 0;
}

std::optional<Nanos> to_nanos(const Decimal& number, EpochUnit unit) {
  if (number.digits == 0) return 0;
  const int exponent = number.exponent + scale_of(unit, number);
  if (exponent > kMaxDigits) return std::nullopt;
  if (exponent < -kMaxDigits) return 0;
  std::uint64_t size = number.digits;
  if (exponent < 0) {
    size /= kPowersOfTen[-exponent];
  } else if (__builtin_mul_overflow(size, kPowersOfTen[exponent], &size)) {
    return std::nullopt;
  }
  const std::uint64_t limit = std::uint64_t{std::numeric_limits<Nanos>::max()} + number.negative;
  if (size > limit) return std::nullopt;
  return static_cast<Nanos>(number.negative ? 0 - size : size);
}

}  // namespace

std::optional<Nanos> from_epoch(std::int64_t value, EpochUnit unit) {
  const auto bits = static_cast<std::uint64_t>(value);
  return to_nanos({value < 0, value < 0 ? 0 - bits : bits, 0}, unit);
}

std::optional<Nanos> from_epoch(double value, EpochUnit unit) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 32> text;
  const char* const end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return parse_epoch({text.data(), static_cast<std::size_t>(end - text.data())}, unit);
}

std::optional<Nanos> parse_epoch(std::string_view text, EpochUnit unit) {
  const auto number = parse_decimal(text);
  return number ? to_nanos(*number, unit) : std::nullopt;
}

}  // namespace invmon
