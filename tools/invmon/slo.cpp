#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/units.hpp"
#include "command.hpp"
#include "github_annotation.hpp"
#include "keep.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "pipeline/judge.hpp"
#include "policy/condition_quantity.hpp"
#include "policy/openslo.hpp"
#include "read_text.hpp"
#include "report/slo_report.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct SloOptions {
  InputOptions input;
  OutputOptions output;
  std::string openslo;
  std::string export_format;
  std::vector<std::string> fail_on;
};

/// What fails the run: a missed objective, or a budget that is all but used up.
struct SloGate {
  bool breach = false;
  std::optional<double> budget;  ///< the remaining ratio below which it fails
};

Result<SloGate> parse_slo_gate(const std::vector<std::string>& conditions) {
  constexpr std::string_view kBudget = "budget<";
  SloGate gate;
  for (const auto& condition : conditions) {
    const auto limit = condition.starts_with(kBudget) ? policy::parse_amount(condition.substr(kBudget.size())) : std::nullopt;
    if (condition == "breach") {
      gate.breach = true;
    } else if (limit && limit->quantity == policy::Quantity::percent) {
      gate.budget = limit->value;
    } else {
      return usage("--fail-on", "not a condition: '" + condition + "'", "write breach, or 'budget<10%'");
    }
  }
  return gate;
}

bool fails(const SloGate& gate, const policy::SloResult& slo) {
  if (gate.breach && slo.met == false) return true;
  return gate.budget && slo.budget.remaining_ratio && *slo.budget.remaining_ratio < *gate.budget;
}

Result<std::vector<policy::Slo>> read_openslo(const std::string& path, const record::Profile& profile) {
  const auto text = read_text(path);
  if (!text) return text.error();
  return policy::import_openslo(*text, path, profile);
}

/// The profile's SLOs, or those of an OpenSLO file.
Result<policy::Policy> slo_policy(const SloOptions& options, const record::Profile& profile) {
  auto policy = policy::parse_policy(profile);
  if (!policy) return policy.error();
  if (!options.openslo.empty()) {
    auto slos = read_openslo(options.openslo, profile);
    if (!slos) return slos.error();
    policy->slos = *std::move(slos);
  }
  return policy;
}

Result<int> export_slos(const SloOptions& options, const policy::Policy& policy) {
  if (options.export_format != "openslo") {
    return usage("--export", "unknown format '" + options.export_format + "'", "openslo is known");
  }
  const auto yaml = policy::export_openslo(policy.slos);
  if (!yaml) return yaml.error();
  auto written = write_output("-", [&](std::ostream& out) { out << *yaml; });
  if (!written) return written.error();
  return kDone;
}

void write_in(report::Format format, const report::SloReport& slos, const report::TextStyle& style, std::ostream& out) {
  switch (format) {
    case report::Format::json:
      return write_slo_json(slos, out);
    case report::Format::markdown:
      return write_slo_markdown(slos, out);
    case report::Format::junit:
      return write_slo_junit(slos, out);
    case report::Format::text:
    case report::Format::csv:
    case report::Format::html:
      return write_slo_text(slos, style, out);
  }
}

/// Marks missed SLOs where the profile defines them.
void annotate(const pipeline::JudgedReport& judged) {
  if (!in_github_actions()) return;
  for (const auto& slo : judged.report.slos) {
    const auto defined = std::ranges::find(judged.policy.slos, slo.name, &policy::Slo::name);
    if (slo.met != false || defined == judged.policy.slos.end()) continue;
    const auto message =
        fmt::format("SLO {} missed: {} of {}", slo.name, format_percent(slo.actual.value_or(0)), format_percent(slo.objective));
    fmt::print(stderr, "{}\n", github_annotation("error", defined->place, message));
  }
}

Result<int> run_slo(const SloOptions& options) {
  const auto targets = options.output.targets();
  if (!targets) return targets.error();
  const auto gate = parse_slo_gate(options.fail_on);
  if (!gate) return gate.error();
  pipeline::Options pipeline;
  if (auto applied = options.input.apply(pipeline); !applied) return applied.error();
  auto policy = slo_policy(options, pipeline.profile);
  if (!policy) return policy.error();
  if (!options.export_format.empty()) return export_slos(options, *policy);

  const auto& judged = keep(with_progress(
      pipeline, [&](const auto& o) { return pipeline::judge(o, *std::move(policy), pipeline::Evaluated{.rules = false}); }));
  if (!judged) return judged.error();
  const auto& slos = judged->report.slos;
  for (const auto& target : *targets) {
    auto written = write_output(target.path, [&](std::ostream& out) {
      write_in(target.format, {judged->report, slos}, options.output.style(target), out);
    });
    if (!written) return written.error();
  }
  annotate(*judged);
  return std::ranges::any_of(slos, [&](const auto& slo) { return fails(*gate, slo); }) ? kGateFailed : kDone;
}

}  // namespace

Run setup_slo(CLI::App& app) {
  auto options = std::make_shared<SloOptions>();
  options->output.formats.push_back(report::Format::junit);
  options->input.add_to(app);
  options->output.add_to(app);
  options->input.add_at_to(app);
  app.add_option("--openslo", options->openslo, "Judge the SLOs of an OpenSLO v1 file instead of the profile's")
      ->type_name(kFile);
  app.add_option("--export", options->export_format, "Print the SLOs as a document and read no log")->type_name("{openslo}");
  app.add_option("--fail-on", options->fail_on, "Exit 1 on a missed objective (breach), or if a budget is low (budget<10%)")
      ->delimiter(',')
      ->allow_extra_args(false);
  return [options] { return run_slo(*options); };
}

}  // namespace invmon::tools
