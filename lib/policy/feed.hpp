#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "record/profile.hpp"
#include "window/pane_parts.hpp"

namespace invmon::window {
class Pane;
class StreakPane;
template <class P>
class Series;
}  // namespace invmon::window

namespace invmon::policy {

/// What rules and SLOs need to be kept of a log: panes of some records, by time and group. Those with the same filter, groups and
/// grain share one.
struct FeedSpec {
  std::optional<record::SourcedText> where;                    ///< an expression; absent for all records
  std::vector<std::string> by;                                 ///< dimensions
  Nanos grain = kMinute;                                       ///< width of the panes, which are aligned to the epoch
  window::PaneParts parts = {0, window::Durations::none, {}};  ///< what the panes keep
  bool streaks = false;                                        ///< streak panes are needed
  std::uint64_t least_streak = 1;                              ///< shorter runs may be left out of them
  std::vector<std::size_t> excluded;                           ///< silences (by index) in which records do not count

  /// Of the panes further back from the newest record than this, only the latest is needed; absent: all are.
  std::optional<Nanos> reach = std::nullopt;

  /// The panes are those of the report's own windows. With dimensions they are kept beside those, cut as the report's groups are.
  bool of_windows = false;
  std::uint64_t streak_threshold = 1;  ///< length from which streak panes count a run as a long one
};

/// What was kept of one group.
struct FeedSeries {
  std::vector<std::string> key;  ///< values of the dimensions, in their order; all "(other)" for folded groups
  const window::Series<window::Pane>* panes = nullptr;
  const window::Series<window::StreakPane>* streaks = nullptr;  ///< null where not needed or not known
  bool ordered = false;  ///< none of its transactions came in lines that say how many they are: streaks can be told everywhere
};

}  // namespace invmon::policy
