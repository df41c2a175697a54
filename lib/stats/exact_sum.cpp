#include "stats/exact_sum.hpp"

#include "stats/exact_ratio.hpp"

namespace invmon::stats {

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

double ExactSum::value() const { return nearest_double(to_integer(limbs()), 1, exponent()); }

}  // namespace invmon::stats
