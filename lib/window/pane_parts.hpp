#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace invmon::window {

/// What panes keep of durations.
enum class Durations : std::uint8_t {
  none,
  quantiles,
  all,  ///< moments too
};

/// What panes keep besides counts.
struct PaneParts {
  std::size_t gauges = 0;  ///< how many of them
  Durations durations = Durations::all;
  std::vector<double> thresholds;  ///< seconds: how many durations are at most so long is counted exactly
  double longer_than = -std::numeric_limits<double>::infinity();  ///< seconds: quantiles are kept of longer durations only

  /// Adds thresholds that are not there yet behind the others.
  void add_thresholds(std::span<const double> more);

  /// Makes panes keep what other ones keep, too.
  void add(const PaneParts& more);

  /// What panes have to keep that others are merged into, which keep `kept` and at least this: thresholds are matched by order.
  PaneParts out_of(const PaneParts& kept) const;

  bool operator==(const PaneParts&) const = default;
};

}  // namespace invmon::window
