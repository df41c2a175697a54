#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace invmon::window {

/// What panes keep besides counts.
struct PaneParts {
  std::size_t gauges = 0;          ///< how many of them
  bool durations = true;           ///< moments and quantiles of durations
  std::vector<double> thresholds;  ///< seconds: how many durations are at most so long is counted exactly

  /// Adds thresholds that are not there yet behind the others.
  void add_thresholds(std::span<const double> more);

  bool operator==(const PaneParts&) const = default;
};

}  // namespace invmon::window
