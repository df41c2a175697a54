#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"

/// Slow, exact counterparts of lib/stats, written from the definitions with integers of any length.
namespace invmon::reference {

/// The double nearest to the exact sum; infinity beyond the largest double.
double sum(std::span<const double> values);
double sum_of_squares(std::span<const double> values);

/// These require values. The variance is the population's, from each value's distance to the mean.
double mean(std::span<const double> values);
double variance(std::span<const double> values);

/// The value of rank ceil(numerator / denominator * n), n >= 1, among the sorted values.
double quantile(std::vector<double> values, std::uint64_t numerator, std::uint64_t denominator);

/// The largest i with 2^(i/128) < x, for x > 0.
int bucket_index(double x);

struct Outcome {
  Nanos time;
  bool failure;
};

/// A run as positions in the sequence: [first, last].
struct Stretch {
  std::size_t first;
  std::size_t last;

  std::size_t length() const { return last - first + 1; }
};

/// All runs of failures in order.
std::vector<Stretch> runs_of_failures(std::span<const Outcome> outcomes);

}  // namespace invmon::reference
