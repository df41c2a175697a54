#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "policy/score.hpp"
#include "policy/sweep.hpp"
#include "report/display.hpp"

namespace invmon::report {

/// What known incidents and a sweep add to a replay.
struct ScoreReport {
  std::optional<policy::Scores> scores;  ///< of all rules, or of a sweep's variants
  std::optional<policy::Sweep> sweep;
  std::vector<policy::SweepRow> rows;  ///< of the sweep
};

/// The members that they add to the object of `invmon.alerts/v1`: `scores` and `incidents_out_of_range`, `sweep`.
void write_scores(JsonWriter& json, const ScoreReport& report);

/// Of a sweep its trade-offs, else the rules' scores and the incidents that they missed; those that have rows. `rules`: those
/// that have the scores.
std::vector<Table> score_tables(std::span<const policy::Rule> rules, const ScoreReport& report);

/// Other things to know about the numbers; one sentence each.
std::vector<std::string> score_notes(const ScoreReport& report);

}  // namespace invmon::report
