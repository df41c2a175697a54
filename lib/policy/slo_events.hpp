#pragma once

#include <span>
#include <string>
#include <vector>

#include "policy/error_budget.hpp"
#include "policy/slo.hpp"

namespace invmon::policy {

/// Whether events are judged by their duration, and so are the transactions that have one; else all transactions, good if they
/// did not fail.
bool judges_durations(const Sli& sli);

/// The good and the bad events of a pane.
Tallied count_events(const Sli& sli, const window::Pane& pane);

/// The span of a pane, kept within Nanos.
Range pane_range(std::int64_t index, Nanos grain);

/// The events of each pane that begins at or after a moment.
std::vector<Tally> event_tallies(const Sli& sli, const FeedSeries& series, Nanos grain, Nanos begin);

/// The hours (since the epoch) with the most bad events, at most five, the worst first. Requires tallies in order of time.
std::vector<BadSlice> worst_hours(std::span<const Tally> tallies);

/// The unit of a slice's value, absent where none is known (gauges).
std::optional<kpi::Unit> unit_of(const Sli& sli);

/// The indicator for a person: "success", "p95 <= 300 ms per 1h".
std::string describe_sli(const Slo& slo);

}  // namespace invmon::policy
