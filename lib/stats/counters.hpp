#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#include "stats/owned.hpp"

namespace invmon::stats {

/// Several sums of natural numbers, each of which stops at the largest uint64 instead of wrapping, so that merging stays
/// associative. They take four bytes each until one of them needs more: there may be very many of them.
template <std::size_t kSums>
class Counters {
 public:
  /// What is added to each of the sums.
  using Addends = std::array<std::uint64_t, kSums>;

  void add(const Addends& addends) {
    if (wide_ || !add_narrow(addends)) add_wide(addends);
  }
  void merge(const Counters& other) {
    if (wide_ || other.wide_ || !add_narrow(other.narrow_)) add_wide(other.values());
  }

  /// Takes away what was merged. Requires that no sum is full.
  void subtract(const Counters& other) {
    for (std::size_t i = 0; i < kSums; ++i) {
      if (wide_) {
        (*wide_)[i] -= other.value(i);
      } else {
        narrow_[i] -= other.narrow_[i];
      }
    }
  }

  std::uint64_t value(std::size_t sum) const { return wide_ ? (*wide_)[sum] : narrow_[sum]; }

  /// Whether a sum may have stopped.
  bool is_full() const {
    return wide_ && std::ranges::any_of(*wide_, [](auto value) { return value == kMost; });
  }

 private:
  static constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();

  /// Whether there is room for the sums; else nothing is added.
  template <class Number>
  bool add_narrow(const std::array<Number, kSums>& addends) {
    Addends sums;
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < kSums; ++i) {
      sums[i] = narrow_[i] + std::uint64_t{addends[i]};
      any |= addends[i] | sums[i];
    }
    if (any > std::numeric_limits<std::uint32_t>::max()) return false;
    for (std::size_t i = 0; i < kSums; ++i) narrow_[i] = static_cast<std::uint32_t>(sums[i]);
    return true;
  }

  void add_wide(const Addends& addends) {
    if (!wide_) wide_ = Owned(std::make_unique<Addends>(values()));
    for (std::size_t i = 0; i < kSums; ++i) {
      const auto sum = (*wide_)[i] + addends[i];
      (*wide_)[i] = sum < addends[i] ? kMost : sum;
    }
  }

  Addends values() const {
    Addends values;
    for (std::size_t i = 0; i < kSums; ++i) values[i] = value(i);
    return values;
  }

  std::array<std::uint32_t, kSums> narrow_{};
  Owned<Addends> wide_;  ///< all of the sums, instead
};

}  // namespace invmon::stats
