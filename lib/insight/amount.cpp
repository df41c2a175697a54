#include "insight/amount.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/units.hpp"

namespace invmon::insight {
namespace {

constexpr double kNoFraction = 1e15;

/// Two digits behind the point, with separators before it.
std::string with_cents(double size) {
  const std::string digits = fmt::format("{:.2f}", size);
  const std::size_t point = digits.find('.');
  double whole = 0;
  std::from_chars(digits.data(), digits.data() + point, whole);
  return format_number(whole) + digits.substr(point);
}

}  // namespace

std::string format_money(double value) {
  const double size = std::abs(value);
  if (!std::isfinite(value) || size >= kNoFraction) return format_number(value);
  constexpr double kRoundsToOne = 0.9995;
  if (size > 0 && size < kRoundsToOne) return format_number(value);
  return (value < 0 ? "-" : "") + with_cents(size);
}

std::string format_quantity(double value) { return value == std::trunc(value) ? format_number(value) : format_money(value); }

}  // namespace invmon::insight
