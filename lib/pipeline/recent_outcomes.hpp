#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "input/outcome_order.hpp"

namespace invmon::pipeline {

/// The latest outcomes of a log that grows, in order of time, as long as others may come that precede them.
class RecentOutcomes {
 public:
  explicit RecentOutcomes(Nanos lateness) : lateness_(lateness) {}

  /// Adds an outcome; one that lies further behind the latest than the lateness is counted as late and left out.
  void add(const input::Outcome& outcome) {
    if (outcome.time < settled_until_) {
      ++late_;
      return;
    }
    const auto later = [](Nanos time, const input::Outcome& other) { return time < other.time; };
    outcomes_.insert(std::upper_bound(outcomes_.begin(), outcomes_.end(), outcome.time, later), outcome);
    constexpr Nanos kEarliest = std::numeric_limits<Nanos>::min();
    const Nanos latest = outcomes_.back().time;
    settled_until_ = std::max(settled_until_, latest < kEarliest + lateness_ ? kEarliest : latest - lateness_);
  }

  /// Takes out those that nothing can precede any more.
  std::vector<input::Outcome> settle() {
    const auto early = [](const input::Outcome& outcome, Nanos time) { return outcome.time < time; };
    auto end = std::lower_bound(outcomes_.begin(), outcomes_.end(), settled_until_, early);
    if (outcomes_.end() - end > static_cast<std::ptrdiff_t>(input::OutcomeOrder::kMaxHeld)) {
      end = outcomes_.end() - static_cast<std::ptrdiff_t>(input::OutcomeOrder::kMaxHeld);
      settled_until_ = end->time;
    }
    std::vector<input::Outcome> settled(outcomes_.begin(), end);
    outcomes_.erase(outcomes_.begin(), end);
    return settled;
  }

  std::span<const input::Outcome> waiting() const { return outcomes_; }
  std::uint64_t late() const { return late_; }

 private:
  Nanos lateness_;
  std::vector<input::Outcome> outcomes_;
  Nanos settled_until_ = std::numeric_limits<Nanos>::min();
  std::uint64_t late_ = 0;
};

}  // namespace invmon::pipeline
