#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace invmon::stats {

/// Several sums of natural numbers, each of which stops at the largest uint64 instead of wrapping, so that merging stays
/// associative.
template <std::size_t kSums>
class Counters {
 public:
  /// What is added to each of the sums.
  using Addends = std::array<std::uint64_t, kSums>;

  void add(const Addends& addends) {
    for (std::size_t i = 0; i < kSums; ++i) {
      const auto sum = values_[i] + addends[i];
      values_[i] = sum < addends[i] ? kMost : sum;
    }
  }
  void merge(const Counters& other) { add(other.values_); }

  /// Takes away what was merged. Requires that no sum is full.
  void subtract(const Counters& other) {
    for (std::size_t i = 0; i < kSums; ++i) values_[i] -= other.values_[i];
  }

  std::uint64_t value(std::size_t sum) const { return values_[sum]; }

  /// Whether a sum may have stopped.
  bool is_full() const {
    return std::ranges::any_of(values_, [](auto value) { return value == kMost; });
  }

 private:
  static constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();

  Addends values_{};
};

}  // namespace invmon::stats
