#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alert_log.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "emit.hpp"
#include "keep.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "pipeline/judge.hpp"
#include "policy/burnt_budget.hpp"
#include "report/alerts.hpp"
#include "score.hpp"
#include "send.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

constexpr int kNotSent = 3;  ///< a receiver could not be reached

struct AlertsOptions {
  InputOptions input;
  OutputOptions output;
  ScoreOptions score;
  std::string log = "alerts/alerts.log";
  std::string emit;
  std::string fail_on;
  bool replay = false;
  bool nagios = false;
  bool send = false;
};

/// "firing" or "firing:P1": which alerts fail the run.
struct FiringGate {
  bool set = false;
  std::string priority;  ///< empty: any
};

Result<FiringGate> parse_firing_gate(const std::string& text) {
  if (text.empty()) return FiringGate{};
  if (text == "firing") return FiringGate{true, ""};
  if (text.starts_with("firing:") && text.size() > 7) return FiringGate{true, text.substr(7)};
  return usage("--fail-on", "not a condition: '" + text + "'", "write firing, or firing:P1 for alerts of a priority");
}

/// Whether an alert fires and no silence covers it.
bool is_firing(const policy::Alert& alert) { return alert.state == policy::AlertState::firing && !alert.silenced; }

bool fails(const FiringGate& gate, const std::vector<policy::Alert>& alerts) {
  return gate.set && std::ranges::any_of(alerts, [&](const policy::Alert& alert) {
           if (!is_firing(alert)) return false;
           const auto priority = alert.labels.find("priority");
           return gate.priority.empty() || (priority != alert.labels.end() && priority->second == gate.priority);
         });
}

struct Judged {
  pipeline::JudgedReport report;
  std::optional<report::ScoreReport> scores;
};

Result<Judged> judge_input(const AlertsOptions& options) {
  pipeline::Options pipeline;
  if (auto applied = options.input.apply(pipeline); !applied) return applied.error();
  auto policy = policy::parse_policy(pipeline.profile);
  if (!policy) return policy.error();
  const auto scoring = prepare_scoring(options.score, pipeline.profile, *policy);
  if (!scoring) return scoring.error();
  if (options.send) {
    if (auto ready = prepare_receivers(policy->routing); !ready) return ready.error();
  }
  auto report = with_progress(pipeline, [&](const pipeline::Options& o) { return pipeline::judge(o, *std::move(policy)); });
  if (!report) return report.error();
  policy::add_burnt_budgets(report->judgement, report->policy, report->report.slos);
  auto scores = score(*scoring, *report);
  return Judged{*std::move(report), std::move(scores)};
}

void write_in(report::Format format, const report::AlertsReport& alerts, const report::TextStyle& style, std::ostream& out) {
  if (format == report::Format::json) return write_alerts_json(alerts, out);
  if (format == report::Format::markdown) return write_alerts_markdown(alerts, out);
  write_alerts_text(alerts, style, out);
}

Result<void> write_results(const AlertsOptions& options, const std::vector<OutputTarget>& targets, const Judged& judged) {
  const auto& [report, policy, judgement, feeds] = judged.report;
  const report::AlertsReport alerts{report, policy, judgement, options.replay, judged.scores ? &*judged.scores : nullptr};
  for (const auto& target : targets) {
    auto written =
        write_output(target.path, [&](std::ostream& out) { write_in(target.format, alerts, options.output.style(target), out); });
    if (!written) return written.error();
  }
  return {};
}

Result<int> run_alerts(const AlertsOptions& options) {
  const auto targets = options.output.targets();
  if (!targets) return targets.error();
  const auto gate = parse_firing_gate(options.fail_on);
  if (!gate) return gate.error();
  const auto payload = parse_payload(options.nagios ? "nagios" : options.emit);
  if (!payload) return payload.error();
  const auto& judged = keep(judge_input(options));
  if (!judged) return judged.error();
  const auto& judgement = judged->report.judgement;
  // Before anything is written: a full disk must not keep people from being told.
  const bool sent = !options.send || send(judged->report);

  if (!options.replay && !options.log.empty()) {
    std::vector<policy::Alert> firing;
    std::ranges::copy_if(judgement.alerts, std::back_inserter(firing), is_firing);
    if (auto logged = append_to_alert_log(options.log, firing); !logged) return logged.error();
  }
  int status = kDone;
  if (*payload) {
    const auto emitted = emit(**payload, judged->report, options.replay);
    if (!emitted) return emitted.error();
    if (options.nagios) status = *emitted;
  } else if (auto written = write_results(options, *targets, *judged); !written) {
    return written.error();
  }
  if (!sent) return kNotSent;
  return fails(*gate, judgement.alerts) ? kGateFailed : status;
}

}  // namespace

Run setup_alerts(CLI::App& app) {
  auto options = std::make_shared<AlertsOptions>();
  options->input.add_to(app);
  options->output.add_to(app);
  auto* replay = app.add_flag("--replay", options->replay, "Show every alert that would have fired, not the state at the end");
  options->score.add_to(app, replay);
  options->input.add_at_to(app);
  app.add_option("--log", options->log, "Append alerts that are firing to this file, each once; '' for none")
      ->type_name(kFile)
      ->capture_default_str()
      ->excludes(replay);
  auto* emitted = app.add_option("--emit", options->emit, "Print what would be sent, as it would be posted")
                      ->type_name("{alertmanager,webhook,pagerduty,slack,nagios}");
  auto* send = app.add_flag("--send", options->send, "Post what is firing to the URLs of the profile's receivers")
                   ->excludes(replay)
                   ->excludes(emitted);
  app.add_option("--fail-on", options->fail_on, "Exit 1 if an alert is firing at the end: firing, or firing:PRIORITY");
  app.add_flag("--nagios", options->nagios, "Print the line of a Nagios plugin, and exit with its codes")
      ->excludes(replay)
      ->excludes(send);
  return [options] { return run_alerts(*options); };
}

}  // namespace invmon::tools
