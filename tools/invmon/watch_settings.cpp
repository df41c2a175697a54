#include "watch_settings.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/units.hpp"
#include "command.hpp"
#include "histogram_bounds.hpp"
#include "option_values.hpp"

namespace invmon::tools {
namespace {

Result<std::chrono::nanoseconds> parse_wait(const std::string& flag, const std::string& text) {
  constexpr Nanos kLeast = 100 * kMillisecond;
  const auto span = parse_span(text);
  if (!span || *span < kLeast) {
    return Error{ErrorKind::usage, flag, "not a span of at least 100ms: '" + text + "'", "write it like 1s or 5m"};
  }
  return std::chrono::nanoseconds(*span);
}

/// Where the state is kept; empty for nowhere.
std::string state_path(const WatchOptions& options) {
  if (options.state_option->count() > 0) return options.state;
  const std::filesystem::path log = options.log.empty() ? "alerts/alerts.log" : options.log;
  return (log.parent_path() / "watch.state").string();
}

/// What is kept for those who ask for metrics.
Result<void> prepare_serving(const std::string& address, WatchSettings& settings) {
  settings.serve = address;
  if (address.empty()) return {};
  auto& pipeline = settings.pipeline;
  pipeline.totals = true;
  pipeline.by = pipeline.profile.report_by;
  pipeline.thresholds = histogram_bounds(settings.policy);
  auto plan = exposition::plan_families(pipeline.profile, pipeline.by);
  if (!plan) return plan.error();
  settings.metrics = *std::move(plan);
  return {};
}

}  // namespace

void WatchOptions::add_to(CLI::App& app) {
  app.add_option("FILE", input.inputs,
                 "Logs: files (they may appear later), directories, quoted globs; '-' or none for standard input")
      ->type_name("");
  app.add_option("-p,--profile", input.profile,
                 "What the fields mean: a built-in profile's name or a YAML file; told by what the files hold if not given")
      ->type_name(kProfile);
  app.add_option("--where", input.where, "Keep records for which an expression holds");
  app.add_option("--log", log, "Append starts and ends of alerts to this file, each once; '' for none")
      ->type_name(kFile)
      ->capture_default_str();
  state_option = app.add_option("--state", state, "What was told, for the next start; '' for none (watch.state beside the log)")
                     ->type_name(kFile);
  app.add_option("--serve", serve,
                 "Answer at /metrics of this address with totals for Prometheus: :9100 (of this machine alone), HOST:PORT");
  app.add_option("--interval", interval, "How often the rules are evaluated")->capture_default_str();
  app.add_option("--until-idle", until_idle, "End when nothing was appended for so long");
}

Result<WatchSettings> settings_of(const WatchOptions& options) {
  WatchSettings settings;
  const auto& inputs = options.input.inputs;
  if (options.input.profile.empty() && (inputs.empty() || std::ranges::find(inputs, "-") != inputs.end())) {
    return usage("--profile", "the profile can't be told from standard input while it is followed", "name one: --profile caddy");
  }
  if (auto applied = options.input.apply(settings.pipeline); !applied) return applied.error();
  if (settings.pipeline.inputs.empty()) settings.pipeline.inputs.emplace_back("-");
  auto policy = policy::parse_policy(settings.pipeline.profile);
  if (!policy) return policy.error();
  settings.policy = *std::move(policy);
  const auto interval = parse_wait("--interval", options.interval);
  if (!interval) return interval.error();
  settings.interval = *interval;
  if (!options.until_idle.empty()) {
    const auto idle = parse_wait("--until-idle", options.until_idle);
    if (!idle) return idle.error();
    settings.until_idle = *idle;
  }
  if (auto prepared = prepare_serving(options.serve, settings); !prepared) return prepared.error();
  settings.log = options.log;
  settings.state_path = state_path(options);
  return settings;
}

}  // namespace invmon::tools
