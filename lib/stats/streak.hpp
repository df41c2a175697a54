#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace invmon::stats {

/// A run of consecutive failures: how many, and when the first and the last of them happened.
struct Run {
  std::uint64_t length = 0;
  Nanos first = 0;
  Nanos last = 0;

  bool operator==(const Run&) const = default;
};

/// The runs of failures in a sequence of outcomes. Outcomes are added, and streaks merged, in event-time order: merging appends
/// the later sequence. Associative, not commutative. Among runs of equal length the earliest is the longest.
class Streak {
 public:
  /// Runs of at least `threshold` (>= 1) failures are counted as over it.
  explicit Streak(std::uint64_t threshold) : threshold_(threshold) {}

  /// A success after a success, as most outcomes are, changes nothing.
  void add(Nanos time, bool failure) {
    if (failure || suffix_.length > 0) {
      add_to_run(time, failure);
    } else {
      succeeded_ = true;
    }
  }

  /// Appends `later`, whose outcomes all follow this one's. Requires the same threshold.
  void merge(const Streak& later);

  std::uint64_t threshold() const { return threshold_; }

  /// nullopt without a failure.
  std::optional<Run> longest() const;

  /// The run still going on at the sequence's end; of length 0 if the last outcome was a success.
  Run open() const { return suffix_; }

  /// Whether there is no success, so that a run before goes on.
  bool all_failed() const { return !succeeded_; }

  /// Runs of at least the threshold, the open one included.
  std::uint64_t over_threshold() const;

 private:
  void add_to_run(Nanos time, bool failure);

  std::uint64_t threshold_;
  bool succeeded_ = false;  ///< not all outcomes were failures
  Run prefix_;              ///< the failures at the sequence's beginning
  Run suffix_;              ///< the failures at its end; equals prefix_ while all were failures
  Run best_;
  std::uint64_t inner_over_ = 0;  ///< runs over the threshold that touch neither end
};

}  // namespace invmon::stats
