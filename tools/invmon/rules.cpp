#include <fmt/format.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "command.hpp"
#include "github_annotation.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "pipeline/lint_log.hpp"
#include "pipeline/rule_tests.hpp"
#include "policy/lint.hpp"
#include "read_text.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct RulesOptions {
  InputOptions input;
  std::vector<std::string> files;
};

std::string plural(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

Result<void> print_lines(const std::vector<std::string>& lines) {
  return write_output("-", [&](std::ostream& out) {
    for (const auto& line : lines) out << escape_terminal(line) << '\n';
  });
}

/// What is found in the policy, then what the log tells, if one is given.
Result<std::vector<policy::Finding>> find(const pipeline::Options& options, const policy::Policy& policy) {
  auto findings = policy::lint(policy);
  if (options.inputs.empty()) return findings;
  const auto of_log = with_progress(options, [&](const auto& o) { return pipeline::lint_log(o, policy); });
  if (!of_log) return of_log.error();
  findings.insert(findings.end(), of_log->begin(), of_log->end());
  return findings;
}

Result<int> run_check(const RulesOptions& options) {
  pipeline::Options pipeline;
  if (auto applied = options.input.apply(pipeline); !applied) return applied.error();
  const auto policy = policy::parse_policy(pipeline.profile);
  if (!policy) return policy.error();
  const auto findings = find(pipeline, *policy);
  if (!findings) return findings.error();
  std::vector<std::string> lines;
  for (const auto& finding : *findings) {
    const auto advice = finding.hint.empty() ? finding.message : fmt::format("{} ({})", finding.message, finding.hint);
    lines.push_back(fmt::format("{}: {}", finding.place, advice));
    if (in_github_actions()) lines.push_back(github_annotation("warning", finding.place, advice));
  }
  lines.push_back(fmt::format("{} and {} checked, {}", plural(policy->rules.size(), "rule"), plural(policy->slos.size(), "SLO"),
                              plural(findings->size(), "finding")));
  if (auto printed = print_lines(lines); !printed) return printed.error();
  return findings->empty() ? kDone : kGateFailed;
}

std::vector<std::string> describe(const std::string& file, std::size_t tests, const pipeline::RuleTestOutcome& outcome) {
  std::vector<std::string> lines;
  for (const auto& failure : outcome.failures) {
    lines.push_back(fmt::format("{}: {}", failure.place, failure.what));
    for (const auto& line : failure.difference) lines.push_back("  " + line);
  }
  lines.push_back(outcome.failed == 0 ? fmt::format("{}: ok ({})", file, plural(tests, "test"))
                                      : fmt::format("{}: {} of {} failed", file, outcome.failed, plural(tests, "test")));
  return lines;
}

Result<int> run_test(const RulesOptions& options) {
  int status = kDone;
  for (const auto& file : options.files) {
    const auto text = read_text(file);
    if (!text) return text.error();
    const auto suite = pipeline::parse_rule_tests(*text, file);
    if (!suite) return suite.error();
    const auto outcome = pipeline::run_rule_tests(*suite);
    if (!outcome) return outcome.error();
    if (auto printed = print_lines(describe(file, suite->tests.size(), *outcome)); !printed) return printed.error();
    if (outcome->failed > 0) status = kGateFailed;
  }
  return status;
}

}  // namespace

Run setup_rules(CLI::App& app) {
  auto options = std::make_shared<RulesOptions>();
  app.require_subcommand(1);
  auto* check = app.add_subcommand("check", "Look for rules that are allowed but hardly meant; exit 1 if there are any");
  options->input.profile = "inventory-bot";
  check->add_option("PROFILE,-p,--profile", options->input.profile, "A built-in profile's name or a YAML file")
      ->type_name(kProfile)
      ->capture_default_str();
  check->add_option("--log", options->input.inputs, "Check against this log too: does it hold what the rules look at?")
      ->type_name(kFile)
      ->allow_extra_args(false);
  auto* test = app.add_subcommand("test", "Run unit tests of rules; exit 1 if one fails");
  test->add_option("FILE", options->files, "YAML files of tests")->type_name("")->required();
  return [options, check] { return check->parsed() ? run_check(*options) : run_test(*options); };
}

}  // namespace invmon::tools
