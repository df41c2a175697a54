#include "policy/lint_log.hpp"
#include "record/record.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <memory>
#include <string>

namespace invmon::policy {
namespace {

constexpr Nanos kLogStart = 1'738'368'000 * kSecond;

Rule logged_rule(const std::string& when) {
  auto condition = Condition::parse(when, {});
  REQUIRE_MESSAGE(condition, (condition ? "" : to_string(condition.error())));
  Rule rule;
  rule.alert = "A";
  rule.when = *condition;
  rule.place = "p.yaml:2:3";
  return rule;
}

using Times = std::vector<Nanos>;

/// What a log of these groups' records tells of a policy whose rules and SLOs all share a feed.
std::vector<std::string> messages(const Policy& policy, const std::map<std::string, Times>& groups, Nanos covered = kDay) {
  const auto plan = plan_feeds(policy, {});
  REQUIRE(plan.feeds.size() == 1);
  const auto& feed = plan.feeds[0];
  std::vector<std::unique_ptr<window::Series<window::Pane>>> kept;
  std::vector<std::vector<FeedSeries>> series(1);
  for (const auto& [key, times] : groups) {
    auto& panes = *kept.emplace_back(std::make_unique<window::Series<window::Pane>>());
    for (const Nanos time : times) {
      record::Record record;
      record.time = time;
      panes.at(floor_div(time, feed.grain), window::Pane(feed.parts)).add(record, {});
    }
    series[0].push_back({{key}, &panes, nullptr});
  }
  std::vector<std::string> texts;
  for (const auto& finding : lint_log(policy, plan, series, {kLogStart, kLogStart + covered})) texts.push_back(finding.message);
  return texts;
}

std::vector<std::string> messages(const Rule& rule, const std::map<std::string, Times>& groups, Nanos covered = kDay) {
  Policy policy;
  policy.rules = {rule};
  return messages(policy, groups, covered);
}

/// So many records with this time between them.
Times every(Nanos step, int count) {
  Times times;
  for (int i = 0; i < count; ++i) times.push_back(kLogStart + i * step);
  return times;
}

using Messages = std::vector<std::string>;

TEST_CASE("a window shorter than the typical time between records is found") {
  const Rule rule = logged_rule("failures > 1");
  CHECK(messages(rule, {{"", every(kHour, 24)}}) ==
        Messages{"A: the window of 5m is shorter than the 1h 00m that are typical between two records"});
  CHECK(messages(rule, {{"", every(5 * kMinute, 24)}}).empty());
  CHECK(messages(rule, {{"", every(5 * kMinute + kSecond, 24)}}).size() == 1);
  CHECK(messages(rule, {{"", every(kSecond, 500)}}).empty());
}

TEST_CASE("one long pause is not typical, and a busy minute now and then neither") {
  Times nights = every(kMinute, 100);
  nights.push_back(kLogStart + 20 * kHour);
  CHECK(messages(logged_rule("failures > 1"), {{"", nights}}).empty());
  Times bursts;
  for (int hour = 0; hour < 24; ++hour) {
    for (int i = 0; i < 3; ++i) bursts.push_back(kLogStart + hour * kHour + i * kSecond);
  }
  CHECK(messages(logged_rule("failures > 1"), {{"", bursts}}).empty());
  Times mostly_hourly = every(kHour, 24);
  mostly_hourly.push_back(kLogStart + kSecond);
  CHECK(messages(logged_rule("failures > 1"), {{"", mostly_hourly}}).size() == 1);
}

TEST_CASE("the times between the records of each group count, not those between groups") {
  Rule rule = logged_rule("failures > 1");
  rule.by = {"host"};
  std::map<std::string, Times> hosts;
  for (int host = 0; host < 60; ++host) {
    for (int hour = 0; hour < 10; ++hour) hosts["h" + std::to_string(host)].push_back(kLogStart + hour * kHour + host * kMinute);
  }
  CHECK(messages(rule, hosts).size() == 1);
  rule.window = kHour;
  CHECK(messages(rule, hosts).empty());
}

TEST_CASE("the longest of a rule's windows counts, and an age looks back further than any") {
  CHECK(messages(logged_rule("error_rate[2h] > 1% and error_rate[5m] > 1%"), {{"", every(kHour, 24)}}).empty());
  CHECK(messages(logged_rule("age > 15m"), {{"", every(kHour, 24)}}).empty());
  CHECK(messages(logged_rule("absent"), {{"", every(kHour, 24)}}).size() == 1);
}

TEST_CASE("a single record has no typical distance, and extreme times are no trouble") {
  CHECK(messages(logged_rule("failures > 1"), {{"", {kLogStart}}}).empty());
  const Times ends = {std::numeric_limits<Nanos>::min(), std::numeric_limits<Nanos>::max()};
  CHECK(messages(logged_rule("failures > 1"), {{"", ends}}).size() == 1);
  CHECK(messages(logged_rule("failures > 1"), {{"", {-kHour, -2 * kHour, -3 * kHour}}}).size() == 1);
}

TEST_CASE("times that reach back further than the log are found") {
  Rule rule = logged_rule("failures > 1");
  const std::map<std::string, Times> log = {{"", every(kMinute, 60)}};
  rule.hold = {2 * kHour, 0};
  CHECK(messages(rule, log, kHour) == Messages{"A: `for` is longer than the 1h 00m that the log covers"});
  CHECK(messages(rule, log, 2 * kHour).empty());
  rule.hold = {0, 62};
  CHECK(messages(rule, log, kHour).size() == 1);
  rule.hold = {0, 61};
  CHECK(messages(rule, log, kHour).empty());
  rule.hold = {};
  rule.baseline = Baseline{kHour, {kDay, 7 * kDay}, 1, 0};
  CHECK(messages(rule, log, kDay) == Messages{"A: the baseline reaches back 7d 01h, and the log 1d 00h"});
  CHECK(messages(rule, log, 8 * kDay).empty());
}

TEST_CASE("rules and SLOs for which the log has no record are found") {
  Policy policy;
  policy.rules = {logged_rule("failures > 1")};
  policy.rules[0].where = record::SourcedText{"event == \"x\"", {}};
  policy.slos.emplace_back();
  policy.slos[0].name = "availability";
  policy.slos[0].where = policy.rules[0].where;
  CHECK(messages(policy, {{"", {}}}) ==
        Messages{"A: no record of the log passes its 'where'", "availability: no record of the log passes its 'where'"});
  CHECK(messages(policy, {{"", {kLogStart}}}).empty());
  CHECK(messages(logged_rule("failures > 1"), {{"", {}}}) == Messages{"A: the log has no record for it"});
}

TEST_CASE("a dimension that no record has is found") {
  Rule rule = logged_rule("failures > 1");
  rule.by = {"host"};
  const std::string none(record::kNoKey);
  CHECK(messages(rule, {{none, {kLogStart}}}) == Messages{"A: no record has the dimension 'host'"});
  CHECK(messages(rule, {{none, {kLogStart}}, {"h1", {kLogStart}}}).empty());
}

}  // namespace
}  // namespace invmon::policy
