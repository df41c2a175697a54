#pragma once

#include <bit>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace invmon::stats {

/// A sum of finite doubles, or of their squares, without any rounding until it is read: any order and any split of the same
/// numbers gives the same value. It is one long binary number in two's complement, of which only the 64-bit limbs between the
/// smallest and the largest bit that occurred are kept.
class ExactSum {
 public:
  /// Requires a finite number.
  void add(double x);

  /// Adds x * x, all 106 bits of it. Requires a finite number.
  void add_square(double x);

  /// The same for many at once, which takes less time.
  void add(std::span<const double> values);
  void add_squares(std::span<const double> values);

  void merge(const ExactSum& other);

  /// The double nearest to the sum, ties to even; infinity if the sum lies beyond the largest double. 0 (never -0) when empty.
  double value() const;

  /// The sum is the number that the limbs form, times 2^exponent(). Least significant limb first; none for an empty sum.
  std::span<const std::uint64_t> limbs() const { return {limbs_.data(), limbs_.size()}; }
  int exponent() const { return first_ * 64 - kOrigin; }

 private:
  __extension__ typedef unsigned __int128 Uint128;
  struct Parts;
  struct Term;
  class Run;

  // Where the grid of limbs lies is free. Here the squares of all numbers from 2^-20 to 2^12 begin in one limb, so that durations
  // in seconds and common gauges need no more than the limbs held in place.
  static constexpr int kOrigin = 16;
  static constexpr std::size_t kLimbsInPlace = 3;
  static constexpr std::size_t kAtOnce = 256;  ///< values that are cut into bands

  template <class ToTerm>
  void add_terms(std::span<const double> values, ToTerm to_term);
  bool add_in_bands(std::span<const double> values);
  template <unsigned kWidth>
  void add_bits(int limb, Uint128 low, std::uint64_t high, std::uint64_t fill);
  std::uint64_t* reach(int limb, unsigned width);
  bool has_filled_up() const;
  std::uint64_t sign_fill() const;

  [[gnu::cold]] void grow(int limb, unsigned width);
  [[gnu::cold]] void carry_on(std::uint64_t* from, std::uint64_t addend);
  [[gnu::cold]] void extend();

  boost::container::small_vector<std::uint64_t, kLimbsInPlace> limbs_;  ///< the last one stays within ±2^62
  int first_ = 0;                                                       ///< the first limb's place on the grid
};

/// |x| = mantissa * 2^exponent with a mantissa below 2^53.
struct ExactSum::Parts {
  explicit Parts(double x) : bits(std::bit_cast<std::uint64_t>(x)), mantissa(bits & ((std::uint64_t{1} << 52) - 1)) {
    const auto biased = static_cast<int>(bits >> 52 & 0x7ff);
    if (biased != 0) [[likely]] {
      mantissa |= std::uint64_t{1} << 52;
    }
    exponent = (biased != 0 ? biased : 1) - 1075;
  }

  std::uint64_t bits;
  std::uint64_t mantissa;
  int exponent;
};

/// What a double, or its square, adds to three limbs from one on, and to all above them.
struct ExactSum::Term {
  static Term of(const Parts& parts) {
    const int position = parts.exponent + kOrigin;
    const int shift = position & 63;
    const Uint128 magnitude = Uint128{(parts.mantissa >> 1) >> (63 - shift)} << 64 | (parts.mantissa << shift);
    const std::uint64_t fill = 0 - (parts.bits >> 63);
    const Uint128 wide_fill = Uint128{fill} << 64 | fill;
    return {position >> 6, (magnitude ^ wide_fill) - wide_fill, fill, fill};  // without a branch: signs may alternate
  }

  static Term of_square(const Parts& parts) {
    const int position = 2 * parts.exponent + kOrigin;
    const int shift = position & 63;
    const Uint128 square = Uint128{parts.mantissa} * parts.mantissa;
    const auto low = static_cast<std::uint64_t>(square);
    const auto high = static_cast<std::uint64_t>(square >> 64);
    const std::uint64_t middle = high << shift | ((low >> 1) >> (63 - shift));
    return {position >> 6, Uint128{middle} << 64 | (low << shift), (high >> 1) >> (63 - shift), 0};
  }

  int limb;
  Uint128 low;
  std::uint64_t high;
  std::uint64_t fill;  ///< all zeros or all ones
};

inline void ExactSum::add(double x) {
  const Parts parts(x);
  if (parts.mantissa == 0) return;
  const Term term = Term::of(parts);
  add_bits<2>(term.limb, term.low, 0, term.fill);
}

inline void ExactSum::add_square(double x) {
  const Parts parts(x);
  if (parts.mantissa == 0) return;
  const Term term = Term::of_square(parts);
  add_bits<3>(term.limb, term.low, term.high, 0);
}

/// Adds a number of two (`low`) or three limbs that continues upward with `fill`, all zeros or all ones.
template <unsigned kWidth>
inline void ExactSum::add_bits(int limb, Uint128 low, std::uint64_t high, std::uint64_t fill) {
  std::uint64_t* const window = reach(limb, kWidth);
  Uint128 sum;
  std::uint64_t carry = __builtin_add_overflow(Uint128{window[1]} << 64 | window[0], low, &sum);
  window[0] = static_cast<std::uint64_t>(sum);
  window[1] = static_cast<std::uint64_t>(sum >> 64);
  if constexpr (kWidth == 3) {
    const Uint128 top = Uint128{window[2]} + high + carry;
    window[2] = static_cast<std::uint64_t>(top);
    carry = static_cast<std::uint64_t>(top >> 64);
  }
  if (fill + carry != 0) [[unlikely]] {
    carry_on(window + kWidth, fill + carry);
  }
  if (has_filled_up()) [[unlikely]] {
    extend();
  }
}

/// The last limb must keep room for the next addition.
inline bool ExactSum::has_filled_up() const {
  constexpr auto kLimit = std::uint64_t{1} << 62;
  return limbs_.data()[limbs_.size() - 1] + kLimit >= 2 * kLimit;
}

inline std::uint64_t* ExactSum::reach(int limb, unsigned width) {
  if (std::size_t{static_cast<unsigned>(limb - first_)} + width > limbs_.size()) [[unlikely]] {
    grow(limb, width);
  }
  return limbs_.data() + (limb - first_);
}

}  // namespace invmon::stats
