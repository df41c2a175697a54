#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "input/outcome_order.hpp"
#include "stats/streak.hpp"
#include "window/streak_table.hpp"

namespace invmon::pipeline {

/// A run of failures of at least the threshold, over everything or in one group.
struct LongRun {
  stats::Run run;
  std::optional<std::size_t> dimension;
  std::uint32_t key = window::kOtherKey;
};

/// Follows the ordered stream of outcomes: streaks by window and group, and the long runs themselves.
class StreakBook {
 public:
  /// Long runs that are kept at most, the first ones to end.
  static constexpr std::size_t kMaxRuns = 100'000;

  StreakBook(const window::TableShape& shape, std::uint64_t threshold);

  /// Takes the next outcomes in event-time order. Returns some of them, all others of which change no streak of everything or of
  /// a group. They hold until the next call.
  std::span<const input::Outcome> add(std::span<const input::Outcome> outcomes);

  /// Forgets the group of a key that folds into kOtherKey.
  void fold(std::size_t dimension, std::uint32_t key);

  /// Ends the runs still going on. To be called once, after the last outcome.
  void finish();

  window::PaneTable<window::StreakPane>& panes() { return streaks_.panes(); }
  const std::vector<LongRun>& runs() const { return runs_; }
  std::uint64_t runs_left_out() const { return runs_left_out_; }

 private:
  /// Runs still going on, of one dimension or over everything.
  struct OpenRuns {
    std::optional<std::size_t> dimension;
    std::unordered_map<std::uint32_t, stats::Run> by_key = {};
  };

  void follow(OpenRuns& open, const input::Outcome& outcome, std::uint32_t key);
  void end_run(const LongRun& long_run);

  std::uint64_t threshold_;
  window::StreakTable streaks_;
  std::vector<input::Outcome> changes_;  ///< of the latest outcomes those that change a streak
  OpenRuns open_of_all_;                 ///< one at most
  std::vector<OpenRuns> open_;           ///< of each dimension
  std::vector<LongRun> runs_;
  std::uint64_t runs_left_out_ = 0;
};

}  // namespace invmon::pipeline
