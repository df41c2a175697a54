#include <doctest/doctest.h>

#include <string>

#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

record::Profile some_profile() {
  record::Profile profile;
  profile.dimensions.resize(2);
  profile.dimensions[0].name = "warehouse";
  profile.dimensions[1].name = "event";
  profile.gauges = {{"cpu_percent", "cpu"}, {"mem_mb", "mem"}};
  return profile;
}

Result<std::vector<Rule>> read(const std::string& text) {
  record::YamlReader yaml("p.yaml");
  const auto root = yaml.load(text);
  auto rules = read_rules(yaml, root, some_profile());
  if (yaml.failed()) return yaml.error();
  return rules;
}

std::vector<Rule> rules_of(const std::string& text) {
  INFO(text);
  auto rules = read(text);
  REQUIRE_MESSAGE(rules, (rules ? "" : to_string(rules.error())));
  return *std::move(rules);
}

std::string rules_error(const std::string& text) {
  const auto rules = read(text);
  if (rules) return "no error";
  CHECK(rules.error().kind == ErrorKind::configuration);
  return to_string(rules.error());
}

/// A rule whose third line is `  TEXT`.
std::string with_line(const std::string& text) { return "- alert: A\n  when: p95 > 300ms\n  " + text + "\n"; }

/// A rule on a baseline, whose third line says which.
std::string with_baseline(const std::string& text, const std::string& when = "p95 > 150% of baseline") {
  return "- alert: A\n  when: " + when + "\n  baseline: " + text + "\n";
}

TEST_CASE("a full rule is read") {
  const auto rules = rules_of(R"(
- alert: HighErrorRate
  when: error_rate > 2%
  window: 15m
  every: 30s
  for: 3 checks
  keep_firing_for: 10m
  by: [warehouse]
  where: event.startsWith("batch_")
  min_events: 20
  no_data: hold
  labels: {priority: P2, team: ops}
  annotations:
    summary: "{{ value }} in {{ labels.warehouse }}"
)");
  REQUIRE(rules.size() == 1);
  const Rule& rule = rules.front();
  CHECK(rule.alert == "HighErrorRate");
  CHECK(rule.when.text() == "error_rate > 2%");
  CHECK(rule.window == 15 * kMinute);
  CHECK(rule.every == 30 * kSecond);
  CHECK(rule.hold.checks == 3);
  CHECK(rule.hold.span == 0);
  CHECK(rule.keep_firing.checks == 0);
  CHECK(rule.keep_firing.span == 10 * kMinute);
  CHECK(rule.by == std::vector<std::string>{"warehouse"});
  REQUIRE(rule.where);
  CHECK(rule.where->text == R"(event.startsWith("batch_"))");
  CHECK(rule.where->where == "p.yaml:9:10");
  CHECK(rule.min_events == 20);
  CHECK(rule.no_data == NoData::hold);
  CHECK_FALSE(rule.baseline);
  CHECK(rule.labels == Labels{{"priority", "P2"}, {"team", "ops"}});
  CHECK(rule.annotations == Labels{{"summary", "{{ value }} in {{ labels.warehouse }}"}});
  CHECK(rule.slo.empty());
  CHECK(rule.place == "p.yaml:2:3");
}

TEST_CASE("a rule needs a name and a condition alone") {
  const auto rules = rules_of("- {alert: A, when: failures >= 3}\n- {alert: B, when: absent}");
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].window == 5 * kMinute);
  CHECK(rules[0].every == kMinute);
  CHECK(rules[0].hold.span == 0);
  CHECK(rules[0].hold.checks == 0);
  CHECK(rules[0].by.empty());
  CHECK_FALSE(rules[0].where);
  CHECK(rules[0].min_events == 1);
  CHECK(rules[0].no_data == NoData::ok);
  CHECK(rules[0].labels.empty());
  CHECK(rules[1].alert == "B");
  CHECK(rules_of("[]").empty());
  CHECK(rules_of(with_line("min_events: 0")).front().min_events == 0);
  CHECK(rules_of(with_line("for: 0m")).front().hold.span == 0);
  CHECK(rules_of(with_line("for: 1 check")).front().hold.checks == 1);
  CHECK(rules_error("- {when: failures >= 3}") == "p.yaml:1:3: the rule has no name (add 'alert: NAME')");
  CHECK(rules_error("- {alert: A}") == "p.yaml:1:3: rule 'A' has no condition (add 'when: error_rate > 2%')");
  CHECK(rules_error("a: b") == "p.yaml:1:1: rules must be a list");
  CHECK(rules_error("- x") == "p.yaml:1:3: a rule must be a map");
}

TEST_CASE("mistakes in a rule are told with their place") {
  CHECK(rules_error(with_line("wen: x")) == "p.yaml:3:3: unknown key 'wen' (did you mean 'when'?)");
  CHECK(rules_error("- alert: A\n  when: p95 > 300") == "p.yaml:2:15: p95 is a duration: write 300ms, not 300");
  CHECK(rules_error("- alert: A\n  when: 'eror_rate > 2%'") ==
        "p.yaml:2:10: unknown KPI 'eror_rate' (did you mean 'error_rate'?)");
  CHECK(rules_error("- alert: A\n  when: >\n    p95 >\n    300") ==
        "p.yaml:2:9: condition:7: p95 is a duration: write 300ms, not 300");
  CHECK(rules_error(with_line("window: 5x")) == "p.yaml:3:11: not a span of time: '5x' (write it like 30s, 5m, 1h30m or 30d)");
  CHECK(rules_error(with_line("window: 0")) == "p.yaml:3:11: window must be at least 1s");
  CHECK(rules_error(with_line("window: -5m")) == "p.yaml:3:11: window must be at least 1s");
  CHECK(rules_error(with_line("window: 1500ms")) == "p.yaml:3:11: window must be a whole number of seconds");
  CHECK(rules_error(with_line("every: 500ms")) == "p.yaml:3:10: every must be at least 1s");
  CHECK(rules_error(with_line("every: 1.5s")) == "p.yaml:3:10: every must be a whole number of seconds");
  CHECK(rules_error(with_line("for: 0 checks")) == "p.yaml:3:8: for is no '0 checks' (write a span such as 10m, or '3 checks')");
  CHECK(rules_error(with_line("for: 3 times")).starts_with("p.yaml:3:8: for is no '3 times'"));
  CHECK(rules_error(with_line("keep_firing_for: -1m")).starts_with("p.yaml:3:20: keep_firing_for is no '-1m'"));
  CHECK(rules_error(with_line("by: [warehose]")) == "p.yaml:3:8: unknown dimension 'warehose' (did you mean 'warehouse'?)");
  CHECK(rules_error(with_line("by: [zzz]")) == "p.yaml:3:8: unknown dimension 'zzz' (dimensions: warehouse, event)");
  CHECK(rules_error(with_line("by: [event, event]")) == "p.yaml:3:15: 'event' stands here twice");
  CHECK(rules_error(with_line("by: event")) == "p.yaml:3:7: by must be a list");
  CHECK(rules_error(with_line("where: event = 'x'")) == "p.yaml:3:16: unexpected '=' (did you mean '=='?)");
  CHECK(rules_error(with_line("min_events: -1")) == "p.yaml:3:15: min_events must be a whole number of at least 1");
  CHECK(rules_error(with_line("no_data: maybe")) == "p.yaml:3:12: unknown no_data 'maybe' (ok, breach and hold are known)");
  CHECK(rules_error(with_line("labels: [a]")) == "p.yaml:3:11: labels must be a map from names to texts");
  CHECK(rules_error(with_line("labels: {a: [b]}")) == "p.yaml:3:15: 'a' in labels must be a text");
  CHECK(rules_error(with_line("labels: {a: b, a: c}")) == "p.yaml:3:18: 'a' stands here twice");
}

TEST_CASE("a baseline is one earlier window, or the same one several days or weeks in a row") {
  const auto once = rules_of(with_baseline("{offset: 1d}")).front();
  REQUIRE(once.baseline);
  CHECK(once.baseline->window == 5 * kMinute);
  CHECK(once.baseline->offsets == std::vector<Nanos>{kDay});
  CHECK(once.baseline->min_events == 1);
  CHECK(once.baseline->floor == 0);

  const auto weeks = rules_of(with_baseline("{repeat: 1w, times: 4, window: 1h, min_events: 50, floor: 10ms}")).front();
  REQUIRE(weeks.baseline);
  CHECK(weeks.baseline->window == kHour);
  CHECK(weeks.baseline->offsets == std::vector<Nanos>{7 * kDay, 14 * kDay, 21 * kDay, 28 * kDay});
  CHECK(weeks.baseline->min_events == 50);
  CHECK(weeks.baseline->floor == 0.01);

  const auto floor_of = [](const std::string& floor, const std::string& when) {
    return rules_of(with_baseline("{offset: 1d, floor: " + floor + "}", when)).front().baseline->floor;
  };
  CHECK(floor_of("1%", "error_rate > 2 of baseline") == 0.01);
  CHECK(floor_of("5", "failures > 2 of baseline") == 5);
  CHECK(floor_of("5%", "max(cpu_percent) > 120% of baseline") == 5);
  CHECK(floor_of("64", "max(mem_mb) > 120% of baseline") == 64);
}

TEST_CASE("a baseline that is missing, contradictory or endless is refused") {
  CHECK(rules_error("- alert: A\n  when: p95 > 150% of baseline\n") ==
        "p.yaml:2:9: the condition needs a baseline (add 'baseline: {offset: 1d}' or 'baseline: {repeat: 1w, times: 4}')");
  CHECK(rules_error(with_line("baseline: {offset: 1d}"))
            .starts_with("p.yaml:3:13: the condition compares nothing with the baseline"));
  const std::string either = "p.yaml:3:13: a baseline takes either offset, or both repeat and times";
  CHECK(rules_error(with_baseline("{}")) == either);
  CHECK(rules_error(with_baseline("{repeat: 1d}")) == either);
  CHECK(rules_error(with_baseline("{times: 2}")) == either);
  CHECK(rules_error(with_baseline("{offset: 1d, times: 2}")) == either);
  CHECK(rules_error(with_baseline("{offset: 1d, repeat: 1d, times: 2}")) == either);
  CHECK(rules_error(with_baseline("{offset: 0s}")) == "p.yaml:3:22: offset must be at least 1s");
  CHECK(rules_error(with_baseline("{repeat: 1s, times: 101}")).starts_with("p.yaml:3:13: the baseline reaches back too far"));
  CHECK(rules_error(with_baseline("{repeat: 365d, times: 11}")).starts_with("p.yaml:3:13: the baseline reaches back too far"));
  CHECK(rules_error(with_baseline("{repeat: 1d, times: 18446744073709551615}")).find("too far") != std::string::npos);
  CHECK(rules_error(with_baseline("{offset: 1d, floor: -1ms}")) ==
        "p.yaml:3:33: '-1ms' is no floor (write it like 10ms, 1% or 5)");
  CHECK(rules_error(with_baseline("{offset: 1d, floor: 5}")) == "p.yaml:3:33: p95 is a duration, the floor is a plain number");
}

TEST_CASE("rules of one name differ in their labels") {
  const std::string a = "- {alert: A, when: failures > 1, labels: {severity: warning}}\n";
  const std::string b = "- {alert: A, when: failures > 5, labels: {severity: critical}}\n";
  CHECK(rules_of(a + b).size() == 2);
  CHECK(rules_error(a + b + a) ==
        "p.yaml:3:3: a rule called 'A' with the same labels stands at p.yaml:1:3 (give them different labels)");
}

}  // namespace
}  // namespace invmon::policy
