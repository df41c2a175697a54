#pragma once

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"

namespace invmon::window {

/// Leaves short runs of failures out of a stream of outcomes. A run's failures are held back until it is long enough.
class LongRuns {
 public:
  /// Runs of at least so many failures (>= 1) stay. So that little is held back, some that are shorter than a large number stay
  /// too.
  explicit LongRuns(std::uint64_t least) : least_(std::min(least, kMostHeld)) {}

  /// Adds the next outcome of a key, and calls take(time, failure) with those that are known to stay by now, in their order.
  template <class Take>
  void add(std::uint32_t key, Nanos time, bool failure, Take take) {
    if (least_ <= 1) return take(time, failure);
    Run& run = runs_[key];
    if (!failure) {
      if (run.stays) take(time, false);
      run.held.clear();
      run.stays = false;
      return;
    }
    run.held.push_back(time);
    run.stays |= run.held.size() >= least_;
    if (!run.stays) return;
    for (const Nanos held : run.held) take(held, true);
    run.held.clear();
  }

 private:
  static constexpr std::uint64_t kMostHeld = 64;

  struct Run {
    std::vector<Nanos> held;
    bool stays = false;
  };

  std::uint64_t least_;
  std::unordered_map<std::uint32_t, Run> runs_;  ///< the open run of each key
};

}  // namespace invmon::window
