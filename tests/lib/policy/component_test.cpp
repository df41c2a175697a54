#include <doctest/doctest.h>

#include <deque>
#include <memory>

#include "policy/component_health.hpp"
#include "record/record.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {
namespace {

/// 2025-06-02T00:00:00Z.
constexpr Nanos kStart = 1'748'822'400 * kSecond;

Condition health_condition(const std::string& text) {
  auto condition = Condition::parse(text, {});
  REQUIRE_MESSAGE(condition, (condition ? "" : to_string(condition.error())));
  return *std::move(condition);
}

Component component_of(const std::string& name, const std::string& degraded, const std::string& down, bool critical = false) {
  Component component;
  component.name = name;
  if (!degraded.empty()) component.degraded = health_condition(degraded);
  if (!down.empty()) component.down = health_condition(down);
  component.where = record::SourcedText{name, "p.yaml:1:1"};
  component.critical = critical;
  return component;
}

struct Check {
  Nanos time;  ///< since the start
  bool failure = false;
  std::optional<double> duration = {};
  std::string component = "db";
};

/// Evaluates components as a run does: a feed each for those that share records.
std::vector<ComponentResult> results_of(const std::vector<Component>& components, const std::vector<Check>& checks, Nanos end) {
  Policy policy;
  policy.rules = rules_of(components);
  const FeedPlan plan = plan_feeds(policy, {});
  std::deque<window::Series<window::Pane>> kept;
  std::vector<std::vector<FeedSeries>> series;
  for (const auto& feed : plan.feeds) {
    auto& panes = kept.emplace_back();
    for (const auto& check : checks) {
      if (check.component != feed.where->text) continue;
      record::Record record;
      record.time = kStart + check.time;
      record.transaction = true;
      record.failure = check.failure;
      record.duration = check.duration;
      panes.at(floor_div(record.time, feed.grain), window::Pane(feed.parts)).add(record, {});
    }
    series.push_back({{{}, &panes, nullptr}});
  }
  return evaluate(components, plan.feeds, plan.of_rule, series, kStart + end);
}

ComponentResult health_of(const Component& component, const std::vector<Check>& checks, Nanos end = kHour) {
  return results_of({component}, checks, end).front();
}

ComponentResult with(const std::string& name, Health health, bool critical = false) {
  ComponentResult result;
  result.name = name;
  result.health = health;
  result.critical = critical;
  return result;
}

}  // namespace

TEST_CASE("a component is healthy, degraded or down by the records of its window") {
  const auto db = component_of("db", "error_rate > 1% or p95 > 500ms", "error_rate > 20% or age > 15m", true);
  const Check good{50 * kMinute, false, 0.1};
  const Check slow{51 * kMinute, false, 0.9};
  const Check bad{52 * kMinute, true, 0.1};
  const auto healthy = health_of(db, {good, good});
  CHECK(healthy.health == Health::healthy);
  CHECK(healthy.reason.empty());
  CHECK(healthy.critical);
  CHECK(healthy.records == 2);
  CHECK(healthy.last_record == kStart + 50 * kMinute);
  CHECK(health_of(db, {good, slow}).health == Health::degraded);
  CHECK(health_of(db, {good, good, good, good, good, bad}).health == Health::degraded);
  const auto down = health_of(db, {good, good, good, bad});
  CHECK(down.health == Health::down);
  CHECK(down.reason == "error_rate > 20% or age > 15m");
  CHECK(down.failures == 1);
  CHECK(down.transactions == 4);
}

TEST_CASE("records before the window do not count, but their age does") {
  const auto db = component_of("db", "error_rate > 1%", "error_rate > 20% or age > 15m");
  const Check old{40 * kMinute, true, 0.1};
  const Check fresh{50 * kMinute, false, 0.1};
  CHECK(health_of(db, {old, fresh}).health == Health::healthy);
  const auto silent = health_of(db, {old});
  CHECK(silent.health == Health::down);
  CHECK(silent.records == 0);
  CHECK(silent.last_record == kStart + 40 * kMinute);
  // [45m, 60m) holds a record at its very beginning, which is 15 minutes old.
  CHECK(health_of(db, {{45 * kMinute, false, 0.1}}).health == Health::healthy);
}

TEST_CASE("health is that of the first whole minute at or after the end") {
  const auto db = component_of("db", "", "age > 10m");
  CHECK(health_of(db, {{0}}, 10 * kMinute).health == Health::healthy);
  CHECK(health_of(db, {{0}}, 10 * kMinute + 1).health == Health::down);
}

TEST_CASE("without records, or without what a condition reads, health is unknown") {
  const auto db = component_of("db", "failures >= 1 or p95 > 1s", "failures >= 2 or age > 15m");
  CHECK(health_of(db, {}).health == Health::unknown);
  CHECK(health_of(db, {}, 0).health == Health::unknown);
  CHECK(health_of(db, {{50 * kMinute, false, {}}}).health == Health::unknown);
  CHECK(health_of(db, {{50 * kMinute, true, {}}}).health == Health::degraded);
  CHECK(health_of(component_of("db", "", "failures >= 2"), {{0}}).health == Health::unknown);
  CHECK(health_of(component_of("db", "", "absent"), {}).health == Health::down);
}

TEST_CASE("one condition is enough, and down wins over degraded") {
  const Check bad{50 * kMinute, true, 0.1};
  CHECK(health_of(component_of("db", "failures >= 1", ""), {bad}).health == Health::degraded);
  CHECK(health_of(component_of("db", "", "failures >= 1"), {bad}).health == Health::down);
  CHECK(health_of(component_of("db", "failures >= 1", "failures >= 1"), {bad}).health == Health::down);
}

TEST_CASE("components keep their order and their own records, whichever feeds they share") {
  const std::vector<Component> components = {component_of("db", "failures >= 1", "failures >= 2"),
                                             component_of("cache", "", "failures >= 1"), component_of("db", "", "failures >= 3")};
  const Check bad{50 * kMinute, true, 0.1};
  const auto results = results_of(components, {bad, bad, {50 * kMinute, false, 0.1, "cache"}}, kHour);
  REQUIRE(results.size() == 3);
  CHECK(results[0].health == Health::down);
  CHECK(results[1].name == "cache");
  CHECK(results[1].health == Health::healthy);
  CHECK(results[2].health == Health::healthy);
}

TEST_CASE("times at the ends of what can be told do no harm") {
  const auto db = component_of("db", "", "age > 10m");
  for (const Nanos end : {std::numeric_limits<Nanos>::min(), Nanos{0}, std::numeric_limits<Nanos>::max()}) {
    CHECK(results_of({db}, {}, end < 0 ? end : end - std::min(end, kStart)).front().health == Health::unknown);
  }
}

TEST_CASE("the whole is as bad as its worst part, but down only with a critical one") {
  using enum Health;
  CHECK(!overall_health({}));
  const auto overall = [](std::vector<ComponentResult> components) { return *overall_health(components); };
  CHECK(overall({with("a", unknown, true)}) == unknown);
  CHECK(overall({with("a", healthy), with("b", unknown)}) == healthy);
  CHECK(overall({with("a", healthy), with("b", degraded, true)}) == degraded);
  CHECK(overall({with("a", down), with("b", healthy, true)}) == degraded);
  CHECK(overall({with("a", healthy), with("b", down, true)}) == down);
}

}  // namespace invmon::policy
