#pragma once

#include <limits>
#include <span>
#include <vector>

#include "policy/error_budget.hpp"

namespace invmon::policy {

/// A time less a span >= 0, or the beginning of Nanos.
inline Nanos before(Nanos time, Nanos span) {
  Nanos difference = 0;
  return __builtin_sub_overflow(time, span, &difference) ? std::numeric_limits<Nanos>::min() : difference;
}

/// Histories are told at moments in order of time. At each of them the tallies count that have ended, and at the last one all.

/// What was left of a budget: 1 - bad so far / all bad that the whole period allows. Absent up to the first tally's begin. The
/// last value is Budget::remaining_ratio. `tallies`: those of the period.
std::vector<kpi::Maybe> budget_history(std::span<const Tally> tallies, double objective, std::span<const Nanos> moments);

/// The burn rates over each window before each moment; absent without an event in it, and where it reaches back beyond what is
/// known.
std::vector<std::vector<kpi::Maybe>> burn_rate_histories(std::span<const Tally> tallies, double objective,
                                                         std::span<const Nanos> windows, Nanos known_from,
                                                         std::span<const Nanos> moments);

}  // namespace invmon::policy
