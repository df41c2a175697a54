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

  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace invmon::stats
