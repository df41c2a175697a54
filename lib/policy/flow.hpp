#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "kpi/snapshot.hpp"
#include "policy/flow_table.hpp"
#include "record/profile.hpp"

namespace invmon::policy {

/// Events that share an id and follow each other, as docs/flows.md describes it.
struct Flow {
  struct Step {
    std::string name;
    record::SourcedText when;  ///< an expression: the records that reach it
  };

  std::string name;
  std::string id;           ///< the path of the id
  std::vector<Step> steps;  ///< in order; at least two
  Nanos stuck_after = 30 * kMinute;
  Nanos lost_after = 4 * kHour;  ///< at least stuck_after
  std::string place;             ///< "profile.yaml:12:3"
};

/// What became of a step. All numbers are of ids.
struct FlowStepResult {
  std::string name;
  std::uint64_t reached = 0;
  std::uint64_t skipped = 0;       ///< reached a later step, but not this one
  std::uint64_t out_of_order = 0;  ///< reached it before the step before it
  std::uint64_t delayed = 0;       ///< reached it stuck_after or more after the step before it
  std::uint64_t unfinished = 0;    ///< started and not completed, this being the furthest step
  std::uint64_t timed = 0;         ///< reached it in order: those that the latency is of
  kpi::Maybe p50, p95, max;        ///< seconds from the step before it; absent for the first
};

/// An id that is stuck or lost.
struct WaitingId {
  std::string id;
  std::size_t step = 0;  ///< the furthest that it reached
  Nanos since = 0;       ///< its latest event
  bool lost = false;
};

/// A flow's account at a point in time. All numbers are of the ids that were followed.
struct FlowResult {
  std::string name;
  std::uint64_t started = 0;    ///< reached the first step == completed + in_progress + stuck + lost
  std::uint64_t completed = 0;  ///< of these, reached the last step
  kpi::Maybe completion_rate;   ///< completed / started
  std::uint64_t in_progress = 0;
  std::uint64_t stuck = 0;       ///< no event for stuck_after
  std::uint64_t lost = 0;        ///< no event for lost_after
  std::uint64_t delayed = 0;     ///< were delayed at a step that they reached
  std::uint64_t without_id = 0;  ///< records of a step without a usable id
  std::uint64_t one_in = 1;      ///< one of so many ids was followed, a power of two
  std::vector<FlowStepResult> steps;
  std::vector<WaitingId> waiting;  ///< the stuck and lost ones that wait longest, at most kWaitingIds
};

inline constexpr std::size_t kWaitingIds = 10;

/// The account of a flow at `end`, which is after all events of the table.
FlowResult evaluate(const Flow& flow, const FlowTable& table, Nanos end);

}  // namespace invmon::policy
