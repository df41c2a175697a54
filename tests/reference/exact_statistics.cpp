#include "reference/exact_statistics.hpp"

#include <algorithm>
#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>

namespace invmon::reference {
namespace {

using Integer = boost::multiprecision::cpp_int;

/// Every finite double is a whole number of these: 2^-1074.
constexpr int kUnitBits = 1074;

Integer in_units(double x) {
  int exponent = 0;
  const auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(x, &exponent), 53));
  const int shift = exponent - 53 + kUnitBits;
  if (shift >= 0) return Integer(mantissa) * (Integer(1) << static_cast<unsigned>(shift));
  return Integer(mantissa) / (Integer(1) << static_cast<unsigned>(-shift));  // a subnormal: the division leaves no rest
}

/// The double nearest to numerator / denominator, ties to even, found by bisection over the doubles in ascending order.
double nearest(const Integer& numerator, const Integer& denominator) {
  if (numerator < 0) return -nearest(-numerator, denominator);
  const Integer in_denominator = numerator << kUnitBits;
  const auto at_most = [&](std::uint64_t bits) { return in_units(std::bit_cast<double>(bits)) * denominator <= in_denominator; };
  std::uint64_t low = 0;
  std::uint64_t high = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (at_most(middle) ? low : high) = middle;
  }
  const Integer below = in_units(std::bit_cast<double>(low));
  const Integer above =
      std::isinf(std::bit_cast<double>(high)) ? Integer(1) << (1024 + kUnitBits) : in_units(std::bit_cast<double>(high));
  const Integer twice = 2 * in_denominator;
  const Integer halfway = (below + above) * denominator;
  const bool upward = twice > halfway || (twice == halfway && low % 2 == 1);
  return std::bit_cast<double>(upward ? high : low);
}

Integer sum_in_units(std::span<const double> values) {
  Integer result = 0;
  for (const double x : values) result += in_units(x);
  return result;
}

const Integer kUnit = Integer(1) << kUnitBits;

}  // namespace

double sum(std::span<const double> values) { return nearest(sum_in_units(values), kUnit); }

double sum_of_squares(std::span<const double> values) {
  Integer result = 0;
  for (const double x : values) result += in_units(x) * in_units(x);
  return nearest(result, kUnit * kUnit);
}

double mean(std::span<const double> values) { return nearest(sum_in_units(values), kUnit * values.size()); }

double variance(std::span<const double> values) {
  const Integer n = values.size();
  const Integer total = sum_in_units(values);
  Integer squared_distances = 0;  // n times too far each
  for (const double x : values) squared_distances += (n * in_units(x) - total) * (n * in_units(x) - total);
  return nearest(squared_distances, n * n * n * kUnit * kUnit);
}

double quantile(std::vector<double> values, std::uint64_t numerator, std::uint64_t denominator) {
  std::ranges::sort(values);
  const std::uint64_t rank = (numerator * values.size() + denominator - 1) / denominator;
  return values[std::max<std::uint64_t>(rank, 1) - 1];
}

int bucket_index(double x) {
  // x^128 = mantissa^128 * 2^(128 * exponent) lies in (2^i, 2^(i+1)].
  int exponent = 0;
  const auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(x, &exponent), 53));
  const Integer power = pow(Integer(mantissa), 128);
  const int below = static_cast<int>(msb(power - 1));
  return below + 128 * (exponent - 53);
}

std::vector<Stretch> runs_of_failures(std::span<const Outcome> outcomes) {
  std::vector<Stretch> runs;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].failure) continue;
    if (i > 0 && outcomes[i - 1].failure) {
      runs.back().last = i;
    } else {
      runs.push_back({i, i});
    }
  }
  return runs;
}

}  // namespace invmon::reference
