#include "policy/lint.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace invmon::policy {
namespace {

/// A rule that nothing is wrong with, but for what `more` says.
std::string rule(const std::string& when, const std::string& more = "") {
  return "- {alert: A, when: '" + when + "', labels: {severity: page}, annotations: {runbook: r.md}" + more + "}\n";
}

std::vector<Finding> found(const std::string& rules, const std::string& sections = "") {
  record::Profile profile;
  profile.dimensions.resize(1);
  profile.dimensions[0].name = "warehouse";
  profile.gauges = {{"cpu_percent", "cpu"}};
  profile.texts = {{"p.yaml", "rules:\n" + rules + sections}};
  const auto policy = parse_policy(profile);
  REQUIRE_MESSAGE(policy, (policy ? "" : to_string(policy.error())));
  return lint(*policy);
}

std::vector<std::string> messages(const std::string& rules, const std::string& sections = "") {
  std::vector<std::string> texts;
  for (const auto& finding : found(rules, sections)) texts.push_back(finding.message);
  return texts;
}

using Messages = std::vector<std::string>;

TEST_CASE("a sound rule has no findings") {
  CHECK(messages("  []\n").empty());
  CHECK(messages(rule("error_rate > 2%", ", for: 5m, keep_firing_for: 2m, by: [warehouse]")).empty());
}

TEST_CASE("conditions that can never hold are found") {
  for (const char* when : {"error_rate > 100%", "error_rate > 1", "error_rate >= 101%", "error_rate > 14.4 * 7%",
                           "success_ratio < 0", "success_ratio > 2", "retried_share < 0%", "share(within 1s) > 100%",
                           "failures < 0", "p95 < 0s", "age < 0s", "error_rate == 2", "1 - share(within 300ms) > 14.4 * 10%",
                           "150% < error_rate", "count(cpu_percent) < 0", "-failures > 0", "failures / 2 < -1"}) {
    CAPTURE(when);
    const auto all = found(rule(when));
    REQUIRE(all.size() == 1);
    CHECK(all[0].place == "p.yaml:2:3");
    CHECK(all[0].message == "A: '" + std::string(when) + "' never holds");
  }
}

TEST_CASE("conditions that always hold are found") {
  for (const char* when :
       {"error_rate >= 0", "error_rate <= 100%", "failures >= 0", "error_rate != 2", "p95 >= 0s", "records > -1"}) {
    CHECK(messages(rule(when)) == Messages{"A: '" + std::string(when) + "' always holds"});
  }
}

TEST_CASE("conditions that depend on the log are not found") {
  for (const char* when :
       {"error_rate > 99.9%", "error_rate > 14.4 * 6.9%", "success_ratio < 100%", "error_rate >= 100%", "failures <= 0",
        "retry_rate > 200%", "max(cpu_percent) > 200%", "max(cpu_percent) < 0", "failures - retries < 0",
        "failures / transactions > 5", "p95 / p50 > 3", "failures * 0 > 1", "failures != 0", "absent",
        "last(cpu_percent) - first(cpu_percent) > 10%", "error_rate * transactions > 20"}) {
    CHECK_MESSAGE(messages(rule(when)).empty(), when);
  }
  CHECK(messages(rule("error_rate > 300% of baseline", ", baseline: {offset: 1d}")).empty());
}

TEST_CASE("the comparison in question is told with its values") {
  const auto all = found(rule("failures > 3 and (error_rate > 14.4 * 10% or p95 > 1s)"));
  REQUIRE(all.size() == 1);
  CHECK(all[0].message == "A: 'error_rate > 14.4 * 10%' never holds");
  CHECK(all[0].hint == "0 to 1 against 1.44");
  CHECK(found(rule("failures < 0")).front().hint == "0 or more against 0");
  CHECK(found(rule("-failures > 0")).front().hint == "0 or less against 0");
}

TEST_CASE("spans that are no multiples of the checks' distance are rounded up") {
  CHECK(messages(rule("failures > 1", ", for: 90s")) == Messages{"A: `for: 1m30s` is rounded up to 2m"});
  CHECK(messages(rule("failures > 1", ", keep_firing_for: 1s")) == Messages{"A: `keep_firing_for: 1s` is rounded up to 1m"});
  CHECK(messages(rule("failures > 1", ", for: 90s, every: 30s")).empty());
  CHECK(messages(rule("failures > 1", ", for: 3 checks")).empty());
}

TEST_CASE("records between checks are missed if the longest window is shorter") {
  CHECK(messages(rule("failures > 1", ", window: 1m, every: 5m")) ==
        Messages{"A: the window of 1m is shorter than the 5m between checks"});
  CHECK(messages(rule("failures > 1", ", window: 5m, every: 5m")).empty());
  CHECK(messages(rule("error_rate[1h] > 1% and error_rate[1m] > 1%", ", window: 1m, every: 5m")).empty());
  CHECK(messages(rule("failures[1m] > 1", ", window: 10m, every: 5m")) ==
        Messages{"A: the window of 1m is shorter than the 5m between checks"});
  CHECK(messages(rule("age > 15m", ", window: 1m, every: 5m")).empty());
}

TEST_CASE("a rule says how urgent it is, with a declared priority") {
  const auto with_labels = [](const std::string& labels) {
    return "- {alert: A, when: failures > 1, labels: {" + labels + "}, annotations: {runbook_url: r}}\n";
  };
  const std::string priorities = "priorities: {P1: {severity: critical}, P2: {severity: high}}\n";
  CHECK(messages(with_labels("team: ops")) == Messages{"A: no label tells how urgent it is"});
  CHECK(messages(with_labels("priority: P7")).empty());
  CHECK(messages(with_labels("priority: P2"), priorities).empty());
  CHECK(messages(with_labels("priority: P7"), priorities) == Messages{"A: the priority 'P7' is not declared"});
}

TEST_CASE("a rule without a runbook is found") {
  CHECK(messages("- {alert: A, when: failures > 1, labels: {severity: page}}\n") == Messages{"A: no runbook"});
}

TEST_CASE("receivers without routes get nothing") {
  CHECK(messages(rule("failures > 1"), "receivers: [{name: ops}]\n") == Messages{"A: no route leads to a receiver"});
  CHECK(messages(rule("failures > 1"), "receivers: [{name: ops}]\nroutes: {receiver: ops}\n").empty());
}

TEST_CASE("annotations refer to the value, the rule's labels and its groups") {
  const auto with_summary = [](const std::string& summary) {
    return "- {alert: A, when: failures > 1, by: [warehouse], labels: {severity: page}, annotations: {runbook: r, summary: '" +
           summary + "'}}\n";
  };
  CHECK(messages(with_summary("{{ value }} {{ $labels.warehouse }} {{ labels.severity }}")).empty());
  CHECK(messages(with_summary("{{ labels.event }}")) ==
        Messages{"A: the annotation 'summary' refers to 'labels.event', which is not known"});
  CHECK(messages(with_summary("{{ labels.warehouse }} {{ humanize $value }}")) ==
        Messages{"A: the annotation 'summary' refers to 'humanize $value', which is not known"});
}

TEST_CASE("two rules that ask the same are found, unless their windows, groups or filters differ") {
  const std::string first = rule("failures > 1");
  const auto second = [](const std::string& more) {
    return "- {alert: B, when: failures > 1, labels: {severity: page}, annotations: {runbook: r}" + more + "}\n";
  };
  CHECK(messages(first + second("")) == Messages{"B: asks the same as 'A'"});
  CHECK(found(first + second("")).front().place == "p.yaml:3:3");
  CHECK(messages(first + second(", window: 1h")).empty());
  CHECK(messages(first + second(", by: [warehouse]")).empty());
  CHECK(messages(first + second(", where: \"event == 1\"")).empty());
}

}  // namespace
}  // namespace invmon::policy
