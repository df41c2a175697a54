#include "stats/exact_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace invmon::stats {
namespace {

__extension__ typedef unsigned __int128 Uint128;

/// bits * 2^exponent, rounded once even where the result is subnormal. Requires 65 to 127 bits.
double round_scaled(Uint128 bits, int exponent) {
  const int width = 128 - __builtin_clzll(static_cast<std::uint64_t>(bits >> 64));
  const int dropped = std::max(width - 53, -1074 - exponent);
  if (dropped > width) return 0;
  const Uint128 half = Uint128{1} << (dropped - 1);
  const Uint128 rest = bits & (2 * half - 1);
  auto kept = static_cast<std::uint64_t>(bits >> dropped);
  if (rest > half || (rest == half && kept % 2 == 1)) ++kept;
  return std::ldexp(static_cast<double>(kept), exponent + dropped);
}

bool is_negative(std::span<const std::uint64_t> limbs) { return !limbs.empty() && limbs.back() >> 63 != 0; }

/// The absolute value of the number that limbs form, if 127 bits hold it.
std::optional<Uint128> short_magnitude(std::span<const std::uint64_t> limbs) {
  const std::uint64_t fill = is_negative(limbs) ? ~std::uint64_t{0} : 0;
  const auto limb = [&](std::size_t i) { return i < limbs.size() ? limbs[i] : fill; };
  for (std::size_t i = 2; i < limbs.size(); ++i) {
    if (limb(i) != fill) return std::nullopt;
  }
  const Uint128 low = Uint128{limb(1)} << 64 | limb(0);
  if ((limb(1) ^ fill) >> 63 != 0 || (fill != 0 && low << 1 == 0)) return std::nullopt;
  return fill == 0 ? low : -low;
}

}  // namespace

WideInteger to_integer(std::span<const std::uint64_t> limbs) {
  WideInteger result;
  if (limbs.empty()) return result;
  import_bits(result, limbs.begin(), limbs.end(), 64, false);
  if (is_negative(limbs)) result -= WideInteger(1) << static_cast<unsigned>(64 * limbs.size());
  return result;
}

double nearest_double(WideInteger numerator, const WideInteger& denominator, int exponent) {
  if (numerator == 0) return 0;
  const bool negative = numerator < 0;
  if (negative) numerator = -numerator;
  const int shift = 66 + static_cast<int>(msb(denominator)) - static_cast<int>(msb(numerator));
  bool inexact = false;
  if (shift >= 0) {
    numerator <<= static_cast<unsigned>(shift);
  } else {
    inexact = static_cast<int>(lsb(numerator)) < -shift;
    numerator >>= static_cast<unsigned>(-shift);
  }
  // A quotient of 66 or 67 bits leaves room below the 53 for one last bit that stands for all that was cut off.
  WideInteger quotient, remainder;
  divide_qr(numerator, denominator, quotient, remainder);
  inexact = inexact || remainder != 0;
  const double magnitude = round_scaled(static_cast<Uint128>(quotient) | (inexact ? 1U : 0U), exponent - shift);
  return negative ? -magnitude : magnitude;
}

double nearest_double(std::span<const std::uint64_t> limbs, std::uint64_t denominator, int exponent) {
  constexpr auto kLargest = std::uint64_t{1} << 61;  // leaves 65 bits of the quotient
  const auto magnitude = short_magnitude(limbs);
  if (!magnitude || denominator > kLargest) return nearest_double(to_integer(limbs), denominator, exponent);
  if (*magnitude == 0) return 0;
  const auto high = static_cast<std::uint64_t>(*magnitude >> 64);
  const int zeros = high != 0 ? __builtin_clzll(high) : 64 + __builtin_clzll(static_cast<std::uint64_t>(*magnitude));
  const int shift = zeros - 1;
  const Uint128 numerator = *magnitude << shift;
  const Uint128 quotient = numerator / denominator;
  const bool inexact = quotient * denominator != numerator;
  const double result = round_scaled(quotient | (inexact ? 1U : 0U), exponent - shift);
  return is_negative(limbs) ? -result : result;
}

}  // namespace invmon::stats
