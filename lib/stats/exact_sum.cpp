#include "stats/exact_sum.hpp"

#include <algorithm>

#include "stats/exact_ratio.hpp"

namespace invmon::stats {

/// Terms that begin in the same limb, as those of a log's values mostly do, added up before they go to the limbs.
class ExactSum::Run {
 public:
  explicit Run(ExactSum& sum) : sum_(sum) {}

  void add(const Term& term) {
    if (term.limb != limb_) {
      finish();
      limb_ = term.limb;
    }
    high_ += term.high + static_cast<std::uint64_t>(__builtin_add_overflow(low_, term.low, &low_));
  }

  void finish() {
    if (low_ != 0 || high_ != 0) sum_.add_bits<3>(limb_, low_, high_, 0 - (high_ >> 63));
    low_ = high_ = 0;
  }

 private:
  ExactSum& sum_;
  int limb_ = 0;
  Uint128 low_ = 0;
  std::uint64_t high_ = 0;  ///< with the sign
};

template <class ToTerm>
void ExactSum::add_terms(std::span<const double> values, ToTerm to_term) {
  constexpr std::size_t kLongestRun = 1 << 20;  // a term fills no more than 42 bits of a run's 64 high ones
  for (; !values.empty(); values = values.subspan(std::min(kLongestRun, values.size()))) {
    Run run(*this);
    for (const double x : values.first(std::min(kLongestRun, values.size()))) {
      if (const Parts parts(x); parts.mantissa != 0) run.add(to_term(parts));
    }
    run.finish();
  }
}

/// Adds values by plain additions that round nothing: each is cut into a multiple of kUpper, of which so few can't exceed 53 bits
/// together, and a rest that is a small multiple of kLower. To add and subtract again a number whose last bit is worth the unit
/// cuts there. Requires at most kAtOnce values; false, and nothing is added, if one of them is too large or has finer bits.
bool ExactSum::add_in_bands(std::span<const double> values) {
  using Pair [[gnu::vector_size(16)]] = double;
  constexpr double kUpper = 0x1p-21, kLower = 0x1p-67, kLargest = 0x1p24;
  static_assert(kLargest * kAtOnce <= 0x1p53 * kUpper && kUpper / 2 * kAtOnce <= 0x1p53 * kLower);
  constexpr double kUpperCut = 0x1.8p52 * kUpper, kLowerCut = 0x1.8p52 * kLower;
  Pair upper = {}, lower = {};
  auto unfit = Pair{} != Pair{};
  const auto add = [&](Pair value) {
    const Pair high = (value + kUpperCut) - kUpperCut;
    const Pair rest = value - high;
    const Pair low = (rest + kLowerCut) - kLowerCut;
    unfit |= (low != rest) | (value > kLargest) | (value < -kLargest);
    upper += high;
    lower += low;
  };
  std::size_t i = 0;
  for (; i + 1 < values.size(); i += 2) add(Pair{values[i], values[i + 1]});
  if (i < values.size()) add(Pair{values[i], 0});
  if ((unfit[0] | unfit[1]) != 0) return false;
  this->add(upper[0] + upper[1]);
  this->add(lower[0] + lower[1]);
  return true;
}

void ExactSum::add(std::span<const double> values) {
  constexpr std::size_t kFew = 6;  // take less time by themselves
  while (!values.empty()) {
    const auto some = values.first(std::min(kAtOnce, values.size()));
    if (some.size() < kFew || !add_in_bands(some)) add_terms(some, [](const Parts& parts) { return Term::of(parts); });
    values = values.subspan(some.size());
  }
}

void ExactSum::add_squares(std::span<const double> values) {
  add_terms(values, [](const Parts& parts) { return Term::of_square(parts); });
}

std::uint64_t ExactSum::sign_fill() const { return limbs_.empty() || limbs_.back() >> 63 == 0 ? 0 : ~std::uint64_t{0}; }

/// Makes the limbs from `limb` to `limb + width` exist.
void ExactSum::grow(int limb, unsigned width) {
  if (limbs_.empty()) first_ = limb;
  if (limb < first_) {
    limbs_.insert(limbs_.begin(), static_cast<std::size_t>(first_ - limb), 0);
    first_ = limb;
  }
  const std::size_t size = static_cast<std::size_t>(limb - first_) + width;
  if (size > limbs_.size()) limbs_.resize(size, sign_fill());
}

/// Adds 1 or -1 (all ones) to the limbs from `from` on.
void ExactSum::carry_on(std::uint64_t* from, std::uint64_t addend) {
  const std::uint64_t carries_further = addend == 1 ? 0 : addend;
  for (std::uint64_t* limb = from; limb != limbs_.data() + limbs_.size(); ++limb) {
    *limb += addend;
    if (*limb != carries_further) return;
  }
}

void ExactSum::extend() { limbs_.push_back(sign_fill()); }

void ExactSum::merge(const ExactSum& other) {
  if (other.limbs_.empty()) return;
  const std::uint64_t fill = other.sign_fill();
  const std::size_t count = other.limbs_.size();
  std::uint64_t* const window = reach(other.first_, static_cast<unsigned>(count));
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Uint128 sum = Uint128{window[i]} + other.limbs_[i] + carry;
    window[i] = static_cast<std::uint64_t>(sum);
    carry = static_cast<std::uint64_t>(sum >> 64);
  }
  if (fill + carry != 0) carry_on(window + count, fill + carry);
  if (has_filled_up()) extend();
}

double ExactSum::value() const { return nearest_double(limbs(), 1, exponent()); }

}  // namespace invmon::stats
