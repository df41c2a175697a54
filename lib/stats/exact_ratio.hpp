#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <span>

namespace invmon::stats {

/// Wide enough for n * sum(x^2) and sum(x)^2 over any n < 2^64 doubles in units of their smallest bits; lives on the stack.
using WideInteger =
    boost::multiprecision::number<boost::multiprecision::cpp_int_backend<5120, 5120, boost::multiprecision::signed_magnitude,
                                                                         boost::multiprecision::unchecked, void>,
                                  boost::multiprecision::et_off>;

/// The number that limbs in two's complement form, least significant first.
WideInteger to_integer(std::span<const std::uint64_t> limbs);

/// The double nearest to numerator / denominator * 2^exponent, ties to even; infinite beyond the largest double, never -0.
/// Requires 0 < denominator < 2^128.
double nearest_double(WideInteger numerator, const WideInteger& denominator, int exponent);

/// The same with the number that limbs form, which takes far less time while it lies within ±2^127. Requires a denominator > 0.
double nearest_double(std::span<const std::uint64_t> limbs, std::uint64_t denominator, int exponent);

}  // namespace invmon::stats
