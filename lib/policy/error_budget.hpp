#pragma once

#include <cstdint>
#include <span>

#include "kpi/snapshot.hpp"
#include "policy/slo.hpp"
#include "policy/spans.hpp"

namespace invmon::policy {

/// What counts toward an objective in one pane: its events, or the timeslice that it is.
struct Tally {
  Nanos from = 0, to = 0;
  std::uint64_t good = 0, bad = 0;
};

/// The sums of tallies.
struct Tallied {
  std::uint64_t good = 0, bad = 0;
  std::uint64_t total() const { return good + bad; }
};
Tallied add_up(std::span<const Tally> tallies);

/// 1 - objective without the noise of binary fractions: 0.005 for 0.995, where the difference of the doubles is
/// 0.0050000000000000044. Exact for objectives of up to 15 decimals.
double allowed_share(double objective);

/// Whether more is bad than the objective allows. The product of a share and a count is off by at most some 1e-16 of the count,
/// and one event more is 1 more: anything between the two tells 5 bad of 1000 (allowed at 99.5 %) from 6.
bool exceeds_budget(std::uint64_t bad, std::uint64_t total, double objective);

/// Bad / total of the tallies that begin in a span, divided by the allowed share; absent if nothing counts there. 1 spends
/// exactly the budget. `tallies` are in order of time.
kpi::Maybe burn_rate(std::span<const Tally> tallies, Range span, double objective);

/// The budget of a period of so many nanoseconds, of which `tallies` are the part that is known. `day_burn` is the burn rate of
/// the last day. `end`: the end of the data, after which nothing is exhausted.
SloResult::Budget budget_of(std::span<const Tally> tallies, double objective, Nanos period, kpi::Maybe day_burn, Nanos end);

}  // namespace invmon::policy
