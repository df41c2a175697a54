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

/// The limit of a quantile of durations. Transactions within it are counted, which tells on which side the quantile lies while it
/// is exact. One that is estimated is moved inside its bucket and lies as counts say if that is not the bucket of the limit.
struct CountedLimit {
  double limit = 0;
  double low = 0, high = 0;  ///< ends of its bucket, low <= limit <= high
};

/// That of a measure in a condition; absent for other measures, and where more than the side matters.
std::optional<CountedLimit> counted_limit(const Condition& condition, std::size_t measure);

/// Any value on that side of the limit on which the q-quantile of a window's durations lies; absent where counts don't tell.
std::optional<double> beside(const CountedLimit& limit, double q, const window::PaneCounts& counts);

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

/// Durations of at most so many seconds need only be counted, where a value matters only while the condition holds.
double least_duration_read(const Condition& condition);

/// Runs of fewer failures need not be kept, where a value matters only while the condition holds; 1 if all need.
std::uint64_t least_streak_read(const Condition& condition);

/// Adds what a condition's limits are counted with, too.
void require(const Condition& condition, std::size_t gauges, FeedSpec& feed);

}  // namespace invmon::policy
