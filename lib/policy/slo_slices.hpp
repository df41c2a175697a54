#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "policy/error_budget.hpp"
#include "policy/slo.hpp"

namespace invmon::policy {

/// A timeslice and what it came to.
struct Slice {
  enum class Verdict : std::uint8_t { good, bad, unknown };

  Nanos from = 0, to = 0;
  Verdict verdict = Verdict::unknown;
  kpi::Maybe value;  ///< the indicator's
  Tallied events;
};

/// The timeslices that begin at or after `begin` and overlap `range`, in order. Those without a record count only if the data
/// cover all of them: they neither reach out of `range` nor overlap an excluded span.
std::vector<Slice> judge_slices(const Slo& slo, const FeedSeries& series, Range range, Nanos begin,
                                std::span<const Range> excluded);

/// Slices with a verdict as tallies of one.
std::vector<Tally> slice_tallies(std::span<const Slice> slices);

/// The bad ones farthest from good, at most five, the worst first; those without a value last.
std::vector<BadSlice> worst_slices(const Slo& slo, std::span<const Slice> slices);

}  // namespace invmon::policy
