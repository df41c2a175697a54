#include "pipeline/rule_tests.hpp"

#include <doctest/doctest.h>

#include "scratch_folder.hpp"

namespace invmon::pipeline {
namespace {

// Three failures in five minutes fire: with one a minute from the start on, those of [0, 3 m) first. The failure at 0 has left
// the window [1 m, 6 m) of the check at 6 m.
constexpr std::string_view kProfile = R"(name: web
fields:
  time: at
  duration: {path: request.took, unit: ms}
  dimensions: [host]
  gauges: {load: load}
failure: status >= 500
rules:
- alert: Errors
  when: failures >= 3
  window: 5m
  by: [host]
  labels: {priority: P1}
  annotations: {summary: "{{ value }} on {{ labels.host }}", runbook: errors.md}
- {alert: Slow, when: max > 300ms, window: 1m}
- {alert: Silent, when: absent, window: 5m}
- {alert: Loaded, when: max(load) > 8, window: 1m, for: 2m}
- {alert: Streak, when: failure_streak >= 4, window: 10m}
slos:
- {name: up, objective: 99%, sli: {good: success}, alerting: {burn_rate: sre, min_events: 1}}
)";

constexpr std::string_view kFailures = R"(profile: web.yaml
tests:
- name: three failures
  input_series:
  - fields: {host: a, request.took: 100}
    records: {fail: {status: 503}}
    values: fail x3
  alert_rule_test:
)";

/// What the tests of a file come to: its failures with their differences, a line each, or its error.
std::string outcome_of(std::string_view yaml) {
  const ScratchFolder folder;
  folder.write("web.yaml", kProfile);
  const auto name = folder.path("t.yaml");
  const auto shown = [&](std::string text) {
    for (auto at = text.find(folder.path()); at != std::string::npos; at = text.find(folder.path())) {
      text.erase(at, folder.path().size() + 1);
    }
    return text;
  };
  const auto suite = parse_rule_tests(yaml, name);
  if (!suite) return shown(to_string(suite.error()));
  const auto outcome = run_rule_tests(*suite);
  if (!outcome) return shown(to_string(outcome.error()));
  std::string text;
  for (const auto& failure : outcome->failures) {
    text += failure.place + ": " + failure.what + "\n";
    for (const auto& line : failure.difference) text += line + "\n";
  }
  return shown(text);
}

std::string after_three_failures(const std::string& expectations) { return outcome_of(std::string(kFailures) + expectations); }

TEST_CASE("an alert fires from the check at which its condition holds to the one at which it does no more") {
  CHECK(after_three_failures("  - {eval_time: 0s, alertname: Errors}\n"
                             "  - {eval_time: 2m59s, alertname: Errors, exp_alerts: []}\n"
                             "  - {eval_time: 3m, alertname: Errors, exp_alerts: [{exp_labels: {host: a, priority: P1}}]}\n"
                             "  - {eval_time: 5m59s, alertname: Errors, exp_alerts: [{exp_labels: {priority: P1, host: a}}]}\n"
                             "  - {eval_time: 6m, alertname: Errors}\n")
            .empty());
}

TEST_CASE("an alert that is expected and one that is not are told with their labels") {
  CHECK(after_three_failures("  - {eval_time: 2m, alertname: Errors, exp_alerts: [{exp_labels: {priority: P1, host: a}}]}\n"
                             "  - {eval_time: 4m, alertname: Errors}\n"
                             "  - {eval_time: 4m, alertname: Errors, exp_alerts: [{exp_labels: {host: b}}]}\n"
                             "  - {eval_time: 6m, alertname: Errors}\n") ==
        "t.yaml:9:5: three failures: Errors at 2m\n"
        "- {host=\"a\", priority=\"P1\"} (fires from 3m to 6m)\n"
        "t.yaml:10:5: three failures: Errors at 4m\n"
        "+ {host=\"a\", priority=\"P1\"}\n"
        "t.yaml:11:5: three failures: Errors at 4m\n"
        "- {host=\"b\"}\n"
        "+ {host=\"a\", priority=\"P1\"}\n");
}

TEST_CASE("an alert stands for one expectation only") {
  CHECK(after_three_failures("  - eval_time: 3m\n"
                             "    alertname: Errors\n"
                             "    exp_alerts:\n"
                             "    - {exp_labels: {host: a, priority: P1}}\n"
                             "    - {exp_labels: {host: a, priority: P1}}\n") ==
        "t.yaml:9:5: three failures: Errors at 3m\n- {host=\"a\", priority=\"P1\"} (fires from 3m)\n");
}

TEST_CASE("annotations are compared where they are given") {
  const std::string alert = "  - {eval_time: 3m, alertname: Errors, exp_alerts: [{exp_labels: {host: a, priority: P1}, ";
  CHECK(after_three_failures(alert + "exp_annotations: {summary: 3 on a}}]}\n").empty());
  CHECK(after_three_failures(alert + "exp_annotations: {summary: 4 on a, runbook: errors.md, dashboard: x}}]}\n") ==
        "t.yaml:9:5: three failures: Errors at 3m\n"
        "  {host=\"a\", priority=\"P1\"}\n"
        "-   dashboard: \"x\"\n"
        "-   summary: \"4 on a\"\n"
        "+   summary: \"3 on a\"\n");
}

TEST_CASE("a log of nothing is one on which absence can be tested") {
  CHECK(outcome_of("{profile: web.yaml, tests: [{alert_rule_test: [\n"
                   "{eval_time: 1m, alertname: Silent, exp_alerts: [{}]}, {eval_time: 59s, alertname: Silent},\n"
                   "{eval_time: 1h, alertname: Errors}]}]}")
            .empty());
}

TEST_CASE("a pending alert does not fire yet") {
  CHECK(outcome_of("profile: web.yaml\n"
                   "tests:\n"
                   "- input_series: [{records: {high: {load: 9}}, values: high x4}]\n"
                   "  interval: 1m\n"
                   "  alert_rule_test:\n"
                   "  - {eval_time: 2m, alertname: Loaded}\n"
                   "  - {eval_time: 3m, alertname: Loaded, exp_alerts: [{}]}\n"
                   "  - {eval_time: 5m, alertname: Loaded}\n")
            .empty());
}

TEST_CASE("log lines and several series are one log in order of time") {
  // Failures at 0 s, 1 m (the line), 2 m and 3 m; the success of host b at 90 s parts them unless it is left out.
  const auto text = [](std::string_view second) {
    return "profile: web.yaml\n"
           "tests:\n"
           "- start: 2025-02-01T00:00:00Z\n"
           "  interval: 30s\n"
           "  lines: |\n"
           "    {\"at\": \"2025-02-01T00:01:00Z\", \"host\": \"b\", \"status\": 500}\n\n"
           "  input_series:\n"
           "  - {records: {fail: {status: 500}}, values: fail _ x3 fail _ fail}\n"
           "  - {records: {ok: {status: 200}}, values: _ x3 " +
           std::string(second) +
           "}\n"
           "  alert_rule_test: [{eval_time: 4m, alertname: Streak}]\n";
  };
  CHECK(outcome_of(text("ok")).empty());
  CHECK(outcome_of(text("_")) == "t.yaml:11:21: Streak at 4m\n+ {}\n");
}

TEST_CASE("numbers are durations in the profile's unit") {
  CHECK(outcome_of("{profile: web.yaml, tests: [{input_series: [{values: 300x2 301}], alert_rule_test: [\n"
                   "{eval_time: 2m, alertname: Slow}, {eval_time: 3m, alertname: Slow, exp_alerts: [{}]}]}]}")
            .empty());
}

TEST_CASE("all rules can be checked at another interval than their own") {
  // Checks at 5 m and 10 m: the failures at 0, 1 and 2 m are seen at 5 m, and [5 m, 10 m) is empty.
  const auto text = "evaluation_interval: 5m\n" + std::string(kFailures);
  CHECK(outcome_of(text + "  - {eval_time: 4m59s, alertname: Errors}\n"
                          "  - {eval_time: 9m, alertname: Errors, exp_alerts: [{exp_labels: {host: a, priority: P1}}]}\n"
                          "  - {eval_time: 10m, alertname: Errors}\n")
            .empty());
}

TEST_CASE("the burn rate of SLOs can be tested like a rule") {
  // All of three failed: a burn rate of 100, above every threshold.
  CHECK(after_three_failures(
            "  - {eval_time: 1m, alertname: SLO up burn rate}\n"
            "  - eval_time: 2m\n"
            "    alertname: SLO up burn rate\n"
            "    exp_alerts: [{exp_labels: {severity: page, slo: up}}, {exp_labels: {severity: ticket, slo: up}}]\n")
            .empty());
}

TEST_CASE("a built-in profile can be tested, too") {
  CHECK(outcome_of("{profile: inventory-bot, tests: [{alert_rule_test: [{eval_time: 1m, alertname: HighErrorRate}]}]}").empty());
}

TEST_CASE("failures are counted by test") {
  const auto suite = parse_rule_tests(
      "{profile: inventory-bot, tests: [\n"
      "{alert_rule_test: [{eval_time: 1m, alertname: HighLatency, exp_alerts: [{}]},\n"
      "                   {eval_time: 2m, alertname: HighLatency, exp_alerts: [{}]}]},\n"
      "{alert_rule_test: [{eval_time: 1m, alertname: HighLatency}]}]}",
      "t.yaml");
  REQUIRE(suite);
  const auto outcome = run_rule_tests(*suite);
  REQUIRE(outcome);
  CHECK(suite->tests.size() == 2);
  CHECK(outcome->failures.size() == 2);
  CHECK(outcome->failed == 1);
}

TEST_CASE("lines that can't be read, or lie outside the test, stop it") {
  const auto with_lines = [](std::string_view lines) {
    return outcome_of("profile: web.yaml\ntests:\n- lines: |\n" + std::string(lines) +
                      "  alert_rule_test: [{eval_time: 1m, alertname: Silent, exp_alerts: [{}]}]\n");
  };
  const std::string good = "    {\"at\": \"2025-01-01T00:00:30Z\"}\n";
  CHECK(with_lines(good + "    {\"at\": \"2025-01-01T00:00:31Z\"\n")
            .starts_with("t.yaml:3:10: line 2 of this log can't be read: malformed"));
  CHECK(with_lines("    {\"host\": \"a\"}\n").starts_with("t.yaml:3:10: line 1 of this log can't be read: no_time"));
  const std::string outside =
      "t.yaml:3:3: 1 of the log's lines lie outside the test, which goes from 2025-01-01T00:00:00.000Z to "
      "2025-01-01T00:01:00.000Z (set 'start', or evaluate later)";
  CHECK(with_lines(good + "    {\"at\": \"2024-12-31T23:59:59Z\"}\n") == outside);
  CHECK(with_lines("    {\"at\": \"2025-01-01T00:01:00Z\"}\n" + good) == outside);
  CHECK(outcome_of("profile: web.yaml\ntests:\n- input_series: [{records: {odd: {request.took: x}}, values: odd}]\n"
                   "  alert_rule_test: [{eval_time: 1m, alertname: Silent}]\n")
            .starts_with("t.yaml:3:18: line 1 of this log can't be read: bad_value"));
}

TEST_CASE("a mistake in a file of tests is answered with its place") {
  const auto with_test = [](const std::string& test) { return outcome_of("profile: web.yaml\ntests:\n- " + test); };
  const auto with_entry = [&](const std::string& entry) { return with_test("{alert_rule_test: [" + entry + "]}"); };
  CHECK(outcome_of("[") != "");
  CHECK(outcome_of("") == "t.yaml: a file of rule tests must be a map");
  CHECK(outcome_of("{profil: x}") == "t.yaml:1:2: unknown key 'profil' (did you mean 'profile'?)");
  CHECK(outcome_of("{tests: []}") == "t.yaml:1:1: the file has no profile");
  CHECK(outcome_of("{profile: inventory-bit}") ==
        "t.yaml:1:11: no built-in profile and no file is called 'inventory-bit' (did you mean 'inventory-bot'?)");
  CHECK(outcome_of("{profile: web.yaml}") == "t.yaml:1:1: there are no tests (add 'tests:' with at least one)");
  CHECK(outcome_of("{profile: web.yaml, tests: 3}") == "t.yaml:1:28: tests must be a list");
  CHECK(outcome_of("{profile: web.yaml, evaluation_interval: 100ms, tests: []}") ==
        "t.yaml:1:42: evaluation_interval must be at least 1s");
  CHECK(with_test("{}") == "t.yaml:3:3: the test expects nothing (add 'alert_rule_test:' with at least one entry)");
  CHECK(with_test("{start: noon}") ==
        "t.yaml:3:11: not a time between 1970 and 2200: 'noon' (write it like 2025-02-08T22:00:00Z)");
  CHECK(with_test("{start: 1969-12-31T23:59:59Z}").starts_with("t.yaml:3:11: not a time between 1970 and 2200"));
  CHECK(with_entry("{alertname: Errors}") == "t.yaml:3:22: the entry has no eval_time");
  CHECK(with_entry("{eval_time: 5m}") == "t.yaml:3:22: the entry has no alertname");
  CHECK(with_entry("{eval_time: 5, alertname: Errors}").starts_with("t.yaml:3:34: not a span of time: '5'"));
  CHECK(with_entry("{eval_time: -5m, alertname: Errors}") == "t.yaml:3:34: eval_time must be at least 0s");
  CHECK(with_entry("{eval_time: 80000d, alertname: Errors}") == "t.yaml:3:34: the test ends after the year 2200");
  CHECK(with_entry("{eval_time: 5m, alertname: Error}") == "t.yaml:3:49: no rule is called 'Error' (did you mean 'Errors'?)");
  CHECK(with_entry("{eval_time: 5m, alertname: Disk}") ==
        "t.yaml:3:49: no rule is called 'Disk' (rules: Errors, Slow, Silent, Loaded, Streak, SLO up burn rate)");
  CHECK(with_entry("{eval_time: 5m, alertname: Errors, exp_alert: []}") ==
        "t.yaml:3:57: unknown key 'exp_alert' (did you mean 'exp_alerts'?)");
  CHECK(with_entry("{eval_time: 5m, alertname: Errors, exp_alerts: [{labels: {}}]}")
            .starts_with("t.yaml:3:71: unknown key 'labels'"));
  CHECK(with_test("{interval: 0s, alert_rule_test: [{eval_time: 5m, alertname: Slow}]}") ==
        "t.yaml:3:14: interval must be at least 1ms");
  CHECK(with_test("{interval: 1.5ms, alert_rule_test: [{eval_time: 5m, alertname: Slow}]}") ==
        "t.yaml:3:14: interval must be whole milliseconds, and at most 366d");
  CHECK(with_test("{lines: [], alert_rule_test: [{eval_time: 5m, alertname: Slow}]}") == "t.yaml:3:11: lines must be a text");
}

}  // namespace
}  // namespace invmon::pipeline
