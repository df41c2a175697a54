#include "policy/component_health.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "policy/timeline.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {
namespace {

/// The conditions of a component with what they make of it, the worst first.
std::vector<std::pair<const Condition*, Health>> conditions_of(const Component& component) {
  std::vector<std::pair<const Condition*, Health>> conditions;
  if (component.down) conditions.emplace_back(&*component.down, Health::down);
  if (component.degraded) conditions.emplace_back(&*component.degraded, Health::degraded);
  return conditions;
}

Rule rule_of(const Component& component, const Condition& condition) {
  Rule rule;
  rule.alert = component.name;
  rule.when = condition;
  rule.window = component.window;
  rule.where = component.where;
  rule.min_events = 0;  // whether there is something to judge is for the condition to say: age knows without a record
  rule.place = component.place;
  return rule;
}

/// What a rule without `for` comes to at one check.
Verdict verdict_at(const Rule& rule, const FeedSpec& feed, const FeedSeries& series, Nanos check) {
  const Timeline timeline = evaluate(rule, feed, series, {check - rule.every, check});
  if (timeline.no_data_checks > 0) return Verdict::no_data;
  return timeline.episodes.empty() ? Verdict::ok : Verdict::breach;
}

/// What the log holds of a component, with the records of the window before a check.
ComponentResult count(const Component& component, const FeedSeries& series, Nanos grain, Nanos check) {
  ComponentResult result{component.name, Health::unknown, component.critical, {}, {}};
  const auto& panes = series.panes->panes();
  const auto end = panes.lower_bound(floor_div(check, grain));
  if (end != panes.begin()) result.last_record = std::prev(end)->second->last_record();
  for (auto at = panes.lower_bound(floor_div(check - component.window, grain)); at != end; ++at) {
    result.records += at->second->records();
    result.transactions += at->second->transactions();
    result.failures += at->second->failures();
  }
  return result;
}

/// `of_rule`: which feed each of the component's rules reads.
ComponentResult judge(const Component& component, std::span<const FeedSpec> feeds, std::span<const std::size_t> of_rule,
                      std::span<const std::vector<FeedSeries>> series, Nanos end) {
  ComponentResult result;
  bool told = true;
  std::size_t next = 0;
  for (const auto& [condition, health] : conditions_of(component)) {
    const Rule rule = rule_of(component, *condition);
    const std::size_t index = of_rule[next++];
    const FeedSpec& feed = feeds[index];
    const FeedSeries& own = series[index].front();
    const Nanos check = last_check(rule, {end, end});
    result = count(component, own, feed.grain, check);
    const Verdict verdict = verdict_at(rule, feed, own, check);
    if (verdict == Verdict::breach) {
      result.health = health;
      result.reason = condition->text();
      return result;
    }
    told &= verdict == Verdict::ok && result.records > 0;
  }
  if (told) result.health = Health::healthy;
  return result;
}

}  // namespace

std::string_view name(Health health) {
  static constexpr std::array<std::string_view, 4> kNames = {"unknown", "healthy", "degraded", "down"};
  return kNames[static_cast<std::size_t>(health)];
}

std::vector<Rule> rules_of(std::span<const Component> components) {
  std::vector<Rule> rules;
  for (const auto& component : components) {
    for (const auto& [condition, health] : conditions_of(component)) rules.push_back(rule_of(component, *condition));
  }
  return rules;
}

std::vector<ComponentResult> evaluate(std::span<const Component> components, std::span<const FeedSpec> feeds,
                                      std::span<const std::size_t> of_rule, std::span<const std::vector<FeedSeries>> series,
                                      Nanos end) {
  std::vector<ComponentResult> results;
  for (const auto& component : components) {
    results.push_back(judge(component, feeds, of_rule, series, end));
    of_rule = of_rule.subspan(conditions_of(component).size());
  }
  return results;
}

std::optional<Health> overall_health(std::span<const ComponentResult> components) {
  if (components.empty()) return std::nullopt;
  Health worst = Health::unknown;
  for (const auto& component : components) {
    const bool bearable = component.health == Health::down && !component.critical;
    worst = std::max(worst, bearable ? Health::degraded : component.health);
  }
  return worst;
}

}  // namespace invmon::policy
