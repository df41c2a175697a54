#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "window/pane_table.hpp"
#include "window/streak_pane.hpp"
#include "window/windowing.hpp"

namespace invmon::window {

/// Streaks by window: of everything, and of each key of each dimension. Outcomes are added in event-time order. A success after a
/// success ends no run, whatever windows are merged: it is passed over, so that windows of successes alone may have no pane.
class StreakTable {
 public:
  /// As of PaneTable and Streak.
  StreakTable(const TableShape& shape, std::uint64_t threshold)
      : panes_(shape, StreakPane(threshold)), succeeded_(shape.dimensions) {}

  /// Adds an outcome to the streaks of everything. False if that changes nothing.
  bool add_to_whole(Nanos time, bool failure) {
    if (!failure && whole_succeeded_) return false;
    panes_.whole(time).add(time, failure);
    whole_succeeded_ = !failure;
    return true;
  }

  /// The same for a key other than kOtherKey.
  bool add_to_group(std::size_t dimension, std::uint32_t key, Nanos time, bool failure) {
    std::uint32_t& latest = succeeded_[dimension][key % kRecent];
    if (!failure && latest == key) return false;
    panes_.group(dimension, key, time).add(time, failure);
    if (!failure) {
      latest = key;
    } else if (latest == key) {
      latest = kOtherKey;
    }
    return true;
  }

  PaneTable<StreakPane>& panes() { return panes_; }
  const PaneTable<StreakPane>& panes() const { return panes_; }

 private:
  static constexpr std::size_t kRecent = 64;

  PaneTable<StreakPane> panes_;
  bool whole_succeeded_ = false;                               ///< the latest outcome is a success
  std::vector<std::array<std::uint32_t, kRecent>> succeeded_;  ///< of each dimension: some keys whose latest one is
};

}  // namespace invmon::window
