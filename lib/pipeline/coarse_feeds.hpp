#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "policy/feed.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/streak_pane.hpp"

namespace invmon::pipeline {

/// Feeds of which some need not be kept, because their panes are merges of another feed's finer ones.
struct SharedFeeds {
  std::vector<policy::FeedSpec> kept;
  std::vector<std::size_t> source;  ///< of each feed: which of those kept it is, or is made from
};

/// `windows`: the panes of the report's own windows as a feed, if there may be feeds made from them.
SharedFeeds share_panes(std::span<const policy::FeedSpec> feeds, const std::optional<policy::FeedSpec>& windows = std::nullopt);

/// Makes feeds out of finer ones, and owns their panes.
class CoarseFeeds {
 public:
  /// The groups of `wanted` from those of `fine`, which `share_panes` says it can be made from. `series` themselves if they are
  /// of the same grain; else they hold as long as this object.
  std::vector<policy::FeedSeries> make(const std::vector<policy::FeedSeries>& series, const policy::FeedSpec& fine,
                                       const policy::FeedSpec& wanted);

 private:
  std::deque<window::Series<window::Pane>> panes_;
  std::deque<window::Series<window::StreakPane>> streaks_;
};

}  // namespace invmon::pipeline
