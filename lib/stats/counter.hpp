#pragma once

#include <cstdint>
#include <limits>

namespace invmon::stats {

/// A sum of natural numbers that stops at the largest uint64 instead of wrapping, so that merging stays associative.
class Counter {
 public:
  void add(std::uint64_t n = 1) {
    constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
    value_ = n > kMax - value_ ? kMax : value_ + n;
  }
  void merge(const Counter& other) { add(other.value_); }

  /// Takes away what was merged. Requires that the sum is not full.
  void subtract(const Counter& other) { value_ -= other.value_; }

  std::uint64_t value() const { return value_; }

  /// Whether the sum may have stopped.
  bool is_full() const { return value_ == std::numeric_limits<std::uint64_t>::max(); }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace invmon::stats
