#pragma once

#include <cstdint>

#include "stats/accumulators/streak.hpp"

namespace invmon::window {

/// The outcomes of one time slice and group in event-time order; merging appends a later slice.
class StreakPane {
 public:
  explicit StreakPane(std::uint64_t threshold) : outcomes_(stats::streak_threshold = threshold) {}

  void add(Nanos time, bool failure) { outcomes_(stats::Outcome{time, failure}); }
  void merge(const StreakPane& later) { stats::merge(outcomes_, later.outcomes_); }

  const stats::Streak& streak() const { return stats::extract::streak(outcomes_); }

 private:
  stats::OutcomeStreak outcomes_;
};

}  // namespace invmon::window
