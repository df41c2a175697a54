#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace invmon::pipeline {

/// The largest of many values, in bounded memory: at most twice as many as are kept.
class LargestValues {
 public:
  /// Requires kept >= 1.
  explicit LargestValues(std::size_t kept) : kept_(kept) {}

  void add(double value) {
    values_.push_back(value);
    if (values_.size() >= 2 * kept_) trim();
  }

  void merge(const LargestValues& other) {
    for (const double value : other.values_) add(value);
  }

  /// The value of a rank, 1 being the largest. Requires that so many were added and are kept.
  double at_rank(std::size_t rank) {
    const auto place = values_.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(values_.begin(), place, values_.end(), std::greater());
    return *place;
  }

 private:
  void trim() {
    std::nth_element(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(kept_), values_.end(), std::greater());
    values_.resize(kept_);
  }

  std::size_t kept_;
  std::vector<double> values_;
};

}  // namespace invmon::pipeline
