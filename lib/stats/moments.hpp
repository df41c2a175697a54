#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "stats/exact_sum.hpp"

namespace invmon::stats {

/// Count, sum, mean, variance and extremes of finite doubles. The sums of the values and of their squares are exact and each
/// read-out rounds once, so nothing cancels and nothing depends on the order of adding or merging. -0 counts as 0.
class Moments {
 public:
  /// Requires a finite number.
  void add(double x) {
    x += 0.0;  // turns -0 into 0
    ++count_;
    sum_.add(x);
    squares_.add_square(x);
    min_ = std::min(min_, x);
    max_ = std::max(max_, x);
  }

  /// The same for many at once, which takes less time.
  void add(std::span<const double> values);

  void merge(const Moments& other);

  std::uint64_t count() const { return count_; }

  /// All of these are nullopt when nothing was added.

  /// Infinite if the sum lies beyond the largest double.
  std::optional<double> sum() const;
  std::optional<double> mean() const;

  /// The population's: the mean squared distance from the mean. nullopt also if it lies beyond the largest double.
  std::optional<double> variance() const;

  /// The variance's square root; nullopt where that is.
  std::optional<double> stddev() const;

  std::optional<double> min() const;
  std::optional<double> max() const;

 private:
  std::uint64_t count_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
  ExactSum sum_;
  ExactSum squares_;
};

}  // namespace invmon::stats
