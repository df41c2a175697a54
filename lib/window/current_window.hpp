#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>

#include "base/time.hpp"
#include "window/pane_table.hpp"
#include "window/rows_by_key.hpp"

namespace invmon::window {

/// A dimension's groups in the window that a log is at. Each record belongs to two panes of a table, that of everything and that
/// of its group: where a window holds many records of each group it takes less time to give them to one pane, which is merged
/// into both when the window is over. The order of a series' records is lost.
template <class P>
class CurrentWindow {
 public:
  explicit CurrentWindow(std::size_t dimension) : dimension_(dimension) {}

  /// Calls visit(pane, rows) for each group of the rows whose times these are, some of which come into the table no earlier than
  /// with the next flush. Calls nothing and returns false if it takes less time to visit the table's panes.
  template <class Visit>
  bool visit(PaneTable<P>& panes, std::span<const Nanos> times, const RowsByKey& rows, Visit visit) {
    constexpr std::size_t kWorthwhile = 32;  // rows of a group
    if (times.empty() || times.size() < kWorthwhile * rows.keys() || !panes.in_one_window(times)) return false;
    if (!groups_.empty() && !panes.in_one_window(std::array{time_, times.front()})) flush(panes);
    time_ = times.front();
    rows.visit([&](std::uint32_t key, std::span<const std::uint32_t> of_group) {
      visit(groups_.try_emplace(key, panes.empty_pane()).first->second, of_group);
    });
    return true;
  }

  /// Merges what is left into the table.
  void flush(PaneTable<P>& panes) {
    for (const auto& [key, pane] : groups_) {
      panes.whole(time_).merge(pane);
      panes.group(dimension_, key, time_).merge(pane);
    }
    groups_.clear();
  }

 private:
  std::size_t dimension_;
  Nanos time_ = 0;  ///< one in the window
  std::unordered_map<std::uint32_t, P> groups_;
};

}  // namespace invmon::window
