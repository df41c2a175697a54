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
/// associative. They take two bytes each until one of them needs more: there may be very many of them.
template <std::size_t kSums>
class Counters {
 public:
  /// What is added to each of the sums.
  using Addends = std::array<std::uint64_t, kSums>;

  void add(const Addends& addends) {
    if (wide_ || !add_narrow(addends)) add_wide(addends);
  }
  void merge(const Counters& other) {
    if (other.wide_) {
      add_wide(*other.wide_);
    } else if (wide_ || !add_narrow(other.narrow_)) {
      add_wide(other.narrow_);
    }
  }

  /// Takes away what was merged. Requires that no sum is full.
  void subtract(const Counters& other) {
    if (other.wide_) {
      for (std::size_t i = 0; i < kSums; ++i) (*wide_)[i] -= (*other.wide_)[i];
    } else if (wide_) {
      for (std::size_t i = 0; i < kSums; ++i) (*wide_)[i] -= other.narrow_[i];
    } else {
      for (std::size_t i = 0; i < kSums; ++i) narrow_[i] = static_cast<Narrow>(narrow_[i] - other.narrow_[i]);
    }
  }

  std::uint64_t value(std::size_t sum) const { return wide_ ? (*wide_)[sum] : narrow_[sum]; }

  /// Whether a sum may have stopped.
  bool is_full() const {
    if (!wide_) return false;
    bool any = false;
    for (const auto value : *wide_) any |= value == kMost;
    return any;
  }

 private:
  using Narrow = std::uint16_t;

  static constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::uint64_t kMostNarrow = 0x7FFF;  ///< so that two of them can be added up

  /// Whether there is room for the sums; else nothing is added.
  template <class Number>
  bool add_narrow(const std::array<Number, kSums>& addends) {
    std::array<Number, kSums> sums;
    Number any = 0;
    for (std::size_t i = 0; i < kSums; ++i) {
      sums[i] = static_cast<Number>(narrow_[i] + addends[i]);
      any = static_cast<Number>(any | addends[i] | sums[i]);
    }
    if (any > kMostNarrow) return false;
    for (std::size_t i = 0; i < kSums; ++i) narrow_[i] = static_cast<Narrow>(sums[i]);
    return true;
  }

  template <class Number>
  void add_wide(const std::array<Number, kSums>& addends) {
    if (!wide_) {
      wide_ = Owned(std::make_unique<Addends>());
      std::ranges::copy(narrow_, wide_->begin());
    }
    Addends& sums = *wide_;
    const Addends before = sums;
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < kSums; ++i) {
      sums[i] = before[i] + addends[i];
      any |= before[i] | sums[i] | addends[i];
    }
    if (any >> 63 == 0) return;  // none is near its end
    for (std::size_t i = 0; i < kSums; ++i) {
      if (sums[i] < addends[i]) sums[i] = kMost;
    }
  }

  std::array<Narrow, kSums> narrow_{};
  Owned<Addends> wide_;  ///< all of the sums, instead
};

}  // namespace invmon::stats
