#pragma once

#include <future>

#include "pipeline/block_worker.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/streak_book.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// Everything that a finished run has gathered.
struct Gathered {
  const Options& options;
  const Plan& plan;
  const Coordinator& coordinator;
  const Dictionaries& dictionaries;
  Tally& tally;
  std::future<void>& merged;  ///< ready when the tally is whole
  StreakBook& streaks;
  std::uint64_t late;
};

/// Turns panes into numbers, and both into a report. Errors: no usable record; too many windows.
Result<report::Report> assemble(Gathered gathered);

/// Whether there is neither a transaction nor a gauge: groups of that kind are left out.
bool is_empty(const kpi::Snapshot& snapshot);

}  // namespace invmon::pipeline
