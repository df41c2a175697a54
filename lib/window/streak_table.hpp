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

/// Streaks by window: of everything, and of each key of each dimension. Outcomes are added in event-time order.
class StreakTable {
 public:
  /// As of PaneTable and Streak.
  StreakTable(const TableShape& shape, std::uint64_t threshold)
      : panes_(shape, StreakPane(threshold)), successes_(shape.dimensions) {}

  /// Adds an outcome to the streaks of everything. False if that changes nothing, because it is a success after a success in the
  /// same window, as most outcomes are.
  bool add_to_whole(Nanos time, bool failure) {
    if (!failure && whole_success_.holds(time)) return false;
    panes_.whole(time).add(time, failure);
    whole_success_ = failure ? TimeSpan() : panes_.whole_span(time);
    return true;
  }

  /// The same for a key.
  bool add_to_group(std::size_t dimension, std::uint32_t key, Nanos time, bool failure) {
    Success& latest = successes_[dimension][key % kRecent];
    if (!failure && latest.key == key && latest.window.holds(time)) return false;
    panes_.group(dimension, key, time).add(time, failure);
    latest = {key, failure ? TimeSpan() : panes_.group_span(time)};
    return true;
  }

  PaneTable<StreakPane>& panes() { return panes_; }
  const PaneTable<StreakPane>& panes() const { return panes_; }

 private:
  static constexpr std::size_t kRecent = 64;

  /// Says of a key that its latest outcome was a success, and in which window.
  struct Success {
    std::uint32_t key = 0;
    TimeSpan window;
  };

  PaneTable<StreakPane> panes_;
  TimeSpan whole_success_;
  std::vector<std::array<Success, kRecent>> successes_;  ///< of each dimension
};

}  // namespace invmon::window
