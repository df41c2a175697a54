#include "stats/moments.hpp"

#include <cmath>

#include "stats/exact_ratio.hpp"

namespace invmon::stats {

void Moments::add(std::span<const double> values) {
  count_ += values.size();
  sum_.add(values);
  squares_.add_squares(values);
  double low = min_, high = max_;  // in registers
  for (const double x : values) {
    low = std::min(low, x + 0.0);
    high = std::max(high, x + 0.0);
  }
  min_ = low;
  max_ = high;
}

void Moments::merge(const Moments& other) {
  count_ += other.count_;
  sum_.merge(other.sum_);
  squares_.merge(other.squares_);
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

std::optional<double> Moments::sum() const {
  if (count_ == 0) return std::nullopt;
  return sum_.value();
}

std::optional<double> Moments::mean() const {
  if (count_ == 0) return std::nullopt;
  return nearest_double(sum_.limbs(), count_, sum_.exponent());
}

std::optional<double> Moments::variance() const {
  if (count_ == 0) return std::nullopt;
  const WideInteger count = count_;
  const WideInteger sum = to_integer(sum_.limbs());
  WideInteger squares = count * to_integer(squares_.limbs());
  WideInteger squared_sum = sum * sum;
  const int exponent = std::min(squares_.exponent(), 2 * sum_.exponent());
  squares <<= static_cast<unsigned>(squares_.exponent() - exponent);
  squared_sum <<= static_cast<unsigned>(2 * sum_.exponent() - exponent);
  const double variance = nearest_double(squares - squared_sum, count * count, exponent);
  return std::isfinite(variance) ? std::optional(variance) : std::nullopt;
}

std::optional<double> Moments::stddev() const {
  const auto squared = variance();
  return squared ? std::optional(std::sqrt(*squared)) : std::nullopt;
}

std::optional<double> Moments::min() const { return count_ == 0 ? std::nullopt : std::optional(min_); }

std::optional<double> Moments::max() const { return count_ == 0 ? std::nullopt : std::optional(max_); }

}  // namespace invmon::stats
