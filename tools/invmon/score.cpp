#include "score.hpp"

#include <utility>

#include "option_values.hpp"
#include "read_text.hpp"

namespace invmon::tools {

void ScoreOptions::add_to(CLI::App& app, CLI::Option* replay) {
  app.add_option("--labels", labels, "Score each rule against the known incidents of this YAML file: precision, recall, delay")
      ->type_name(kFile)
      ->needs(replay);
  app.add_option("--sweep", sweep, "Try a rule with several values: 'HighErrorRate.when=error_rate > {1..5}%', {1,2,5}")
      ->needs(replay);
}

Result<Scoring> prepare_scoring(const ScoreOptions& options, const record::Profile& profile, policy::Policy& policy) {
  Scoring scoring;
  if (!options.labels.empty()) {
    const auto text = read_text(options.labels);
    if (!text) return text.error();
    auto incidents = policy::parse_incident_labels(*text, options.labels);
    if (!incidents) return incidents.error();
    scoring.incidents = *std::move(incidents);
  }
  if (options.sweep.empty()) return scoring;
  auto sweep = policy::parse_sweep(options.sweep);
  if (!sweep) return sweep.error();
  auto variants = policy::sweep_variants(*sweep, profile);
  if (!variants) return variants.error();
  policy.rules = *std::move(variants);
  policy.slos.clear();
  policy.routing = {};
  scoring.sweep = *std::move(sweep);
  return scoring;
}

std::optional<report::ScoreReport> score(const Scoring& scoring, const pipeline::JudgedReport& judged) {
  if (!scoring.incidents && !scoring.sweep) return std::nullopt;
  const policy::Range range{judged.report.from.value_or(0), judged.report.to.value_or(0)};
  report::ScoreReport result;
  if (scoring.incidents) result.scores = policy::score(judged.judgement, *scoring.incidents, range);
  result.sweep = scoring.sweep;
  if (scoring.sweep) {
    result.rows = policy::sweep_rows(*scoring.sweep, judged.judgement, range, result.scores ? &*result.scores : nullptr);
  }
  return result;
}

}  // namespace invmon::tools
