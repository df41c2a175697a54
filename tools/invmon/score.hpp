#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "pipeline/judge.hpp"
#include "policy/incident_labels.hpp"
#include "policy/sweep.hpp"
#include "record/profile.hpp"
#include "report/score.hpp"

namespace invmon::tools {

/// What to compare a replay's alerts with, and what to try out.
struct ScoreOptions {
  std::string labels;  ///< a file of known incidents
  std::string sweep;

  void add_to(CLI::App& app, CLI::Option* replay);
};

/// The same, read.
struct Scoring {
  std::optional<policy::IncidentLabels> incidents;
  std::optional<policy::Sweep> sweep;
};

/// Reads what was asked for. For a sweep the policy becomes the variants of the rule alone, without SLOs and routing: the other
/// rules would inhibit them, or be inhibited, and would be counted with them.
Result<Scoring> prepare_scoring(const ScoreOptions& options, const record::Profile& profile, policy::Policy& policy);

/// Absent if nothing was asked for.
std::optional<report::ScoreReport> score(const Scoring& scoring, const pipeline::JudgedReport& judged);

}  // namespace invmon::tools
