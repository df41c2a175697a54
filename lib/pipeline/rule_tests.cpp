#include "pipeline/rule_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "base/units.hpp"
#include "pipeline/judge.hpp"
#include "pipeline/memory_file.hpp"
#include "pipeline/rule_test_series.hpp"
#include "policy/matcher.hpp"
#include "record/record.hpp"

namespace invmon::pipeline {
namespace {

using policy::Alert;
using policy::Labels;
using Alerts = std::vector<const Alert*>;

Error wrong(const std::string& place, std::string what, std::string hint) {
  return {ErrorKind::configuration, place, std::move(what), std::move(hint)};
}

/// Lines that were read past would make the test another one than is written.
Result<void> check_input(const report::Report& report, const RuleTest& test, std::span<const MemoryFile> files) {
  const auto& input = report.input;
  if (!input.examples.empty()) {
    const auto& bad = input.examples.front();
    const auto part = std::ranges::find(files, bad.path, &MemoryFile::path) - files.begin();
    return wrong(test.log[static_cast<std::size_t>(part)].place,
                 fmt::format("line {} of this log can't be read: {} {}", bad.line, bad.reason, bad.detail),
                 "the test's profile says what a line may hold");
  }
  const auto outside = input.dropped[static_cast<std::size_t>(record::DropReason::out_of_range)].lines - 1;
  if (outside == 0) return {};
  return wrong(test.place,
               fmt::format("{} of the log's lines lie outside the test, which goes from {} to {}", outside,
                           format_time(test.start), format_time(test.end)),
               "set 'start', or evaluate later");
}

Result<std::vector<Alert>> alerts_of(const RuleTestSuite& suite, const RuleTest& test) {
  Options options;
  options.profile = suite.profile;
  options.from = TimeBound{false, test.start};
  options.to = TimeBound{false, test.end};
  std::vector<std::string> texts;
  for (const auto& part : test.log) texts.push_back(part.text);
  // A line behind the end, for a log that holds nothing else is no log.
  texts.push_back(line_at(suite.profile, test.end));
  std::vector<MemoryFile> files;
  for (const auto& text : texts) {
    auto file = MemoryFile::of(text);
    if (!file) return file.error();
    options.inputs.push_back(file->path());
    files.push_back(*std::move(file));
  }
  policy::Policy policy;
  policy.rules = suite.rules;
  auto judged = judge(std::move(options), std::move(policy));
  if (!judged) return judged.error();
  if (auto checked = check_input(judged->report, test, files); !checked) return checked.error();
  return std::move(judged->judgement.alerts);
}

bool fires_at(const Alert& alert, Nanos time) {
  return alert.starts_at && *alert.starts_at <= time && (!alert.ends_at || *alert.ends_at > time);
}

std::string show(const Labels& labels) {
  std::vector<std::string> shown;
  for (const auto& [name, value] : labels) shown.push_back(fmt::format("{}={}", name, policy::quoted(value)));
  return fmt::format("{{{}}}", fmt::join(shown, ", "));
}

/// When alerts of these labels fire, if they do: " (fires from 6m to 11m)".
std::string show_times(const Alerts& alerts, const Labels& labels, Nanos start) {
  std::string times;
  for (const Alert* alert : alerts) {
    if (alert->labels != labels || !alert->starts_at) continue;
    times += fmt::format("{} from {}", times.empty() ? " (fires" : ",", format_span(*alert->starts_at - start));
    if (alert->ends_at) times += fmt::format(" to {}", format_span(*alert->ends_at - start));
  }
  return times.empty() ? times : times + ")";
}

void compare_annotations(const Labels& expected, const Alert& alert, std::vector<std::string>& difference) {
  const auto before = difference.size();
  for (const auto& [name, text] : expected) {
    const auto found = alert.annotations.find(name);
    const bool there = found != alert.annotations.end();
    if (there && found->second == text) continue;
    if (difference.size() == before) difference.push_back("  " + show(alert.labels));
    difference.push_back(fmt::format("-   {}: {}", name, policy::quoted(text)));
    if (there) difference.push_back(fmt::format("+   {}: {}", name, policy::quoted(found->second)));
  }
}

/// `alerts`: all that the rules of the expected name ever made.
std::vector<std::string> difference(const AlertExpectation& expectation, const Alerts& alerts, Nanos start) {
  Alerts firing;
  std::ranges::copy_if(alerts, std::back_inserter(firing),
                       [&](const Alert* alert) { return fires_at(*alert, start + expectation.eval_time); });
  std::vector<std::string> lines;
  for (const auto& expected : expectation.alerts) {
    const auto found = std::ranges::find_if(firing, [&](const Alert* alert) { return alert->labels == expected.labels; });
    if (found == firing.end()) {
      lines.push_back("- " + show(expected.labels) + show_times(alerts, expected.labels, start));
    } else {
      compare_annotations(expected.annotations, **found, lines);
      firing.erase(found);
    }
  }
  for (const Alert* alert : firing) lines.push_back("+ " + show(alert->labels));
  return lines;
}

}  // namespace

Result<RuleTestOutcome> run_rule_tests(const RuleTestSuite& suite) {
  RuleTestOutcome outcome;
  for (const auto& test : suite.tests) {
    const auto alerts = alerts_of(suite, test);
    if (!alerts) return alerts.error();
    const auto before = outcome.failures.size();
    for (const auto& expectation : test.expectations) {
      Alerts named;
      for (const Alert& alert : *alerts) {
        if (alert.alert == expectation.alertname) named.push_back(&alert);
      }
      auto lines = difference(expectation, named, test.start);
      if (lines.empty()) continue;
      outcome.failures.push_back({expectation.place,
                                  fmt::format("{}{}{} at {}", test.name, test.name.empty() ? "" : ": ", expectation.alertname,
                                              format_span(expectation.eval_time)),
                                  std::move(lines)});
    }
    if (outcome.failures.size() > before) ++outcome.failed;
  }
  return outcome;
}

}  // namespace invmon::pipeline
