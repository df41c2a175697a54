#pragma once

#include <optional>
#include <span>

#include "policy/condition.hpp"
#include "policy/feed.hpp"
#include "stats/streak.hpp"
#include "window/pane_counts.hpp"

namespace invmon::policy {

/// What of a window's records measures are read from. Counts are by far the cheapest to have ready.
enum class Reading { counts, values, streaks };

Reading reading_of(const Measure& measure);

/// The limit of a quantile of durations in a condition: transactions within it are counted, which tells on which side the
/// quantile lies while it is exact. Absent for other measures, and where more than the side matters.
std::optional<double> counted_limit(const Condition& condition, std::size_t measure);

/// The records of one window, which measures are read from.
struct WindowData {
  const window::PaneCounts& counts;
  const window::Pane* pane = nullptr;     ///< of the same records; null where no values are read
  const stats::Streak* streak = nullptr;  ///< null where not needed or not known
  double seconds = 0;                     ///< the window's length, which rates are divided by
  double age = 0;                         ///< seconds from the last matching record to the window's end
};

/// A measure's value; absent without a sample. There must be what `reading_of` the measure says, and the panes must keep what
/// `require` asks for.
std::optional<double> read(const Measure& measure, const WindowData& data);

/// Adds what measures read to what a feed keeps; `gauges`: how many the profile has.
void require(std::span<const Measure> measures, std::size_t gauges, FeedSpec& feed);

/// Adds what a condition's limits are counted with, too.
void require(const Condition& condition, std::size_t gauges, FeedSpec& feed);

}  // namespace invmon::policy
