#include "policy/judgement.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "policy/template.hpp"

namespace invmon::policy {
namespace {

std::string response_of(const Labels& labels, const std::vector<Priority>& priorities) {
  const auto label = labels.find("priority");
  if (label == labels.end()) return "";
  const auto priority = std::ranges::find(priorities, label->second, &Priority::name);
  return priority == priorities.end() ? "" : priority->response;
}

Alert make_alert(const Rule& rule, std::size_t index, const std::vector<std::string>& key, const Episode& episode) {
  Alert alert;
  alert.alert = rule.alert;
  alert.rule = index;
  alert.labels = rule.labels;
  for (std::size_t i = 0; i < key.size(); ++i) alert.labels[rule.by[i]] = key[i];
  alert.unit = rule.when.unit();
  const Labels labels = full_labels(alert);
  for (const auto& [name, text] : rule.annotations) alert.annotations[name] = expand(text, labels, episode.value, alert.unit);
  alert.state = !episode.starts_at ? AlertState::pending : episode.ends_at ? AlertState::resolved : AlertState::firing;
  alert.pending_since = episode.pending_since;
  alert.starts_at = episode.starts_at;
  alert.ends_at = episode.ends_at;
  alert.value = episode.value;
  alert.peak = episode.peak;
  alert.transactions = episode.transactions;
  alert.failures = episode.failures;
  return alert;
}

/// By start, name, labels and rule. Alerts, which are large, are moved once.
void sort_by_start(std::vector<Alert>& alerts) {
  const auto place = [](const Alert* a) {
    return std::tuple(a->starts_at.value_or(a->pending_since), std::tie(a->alert, a->labels, a->rule));
  };
  std::vector<Alert*> order;
  for (Alert& alert : alerts) order.push_back(&alert);
  std::ranges::sort(order, [&](const Alert* a, const Alert* b) { return place(a) < place(b); });
  std::vector<Alert> sorted;
  sorted.reserve(alerts.size());
  for (Alert* const alert : order) sorted.push_back(std::move(*alert));
  alerts = std::move(sorted);
}

void add_to(RuleSummary& summary, const Timeline& timeline, Nanos end) {
  summary.pending_only += timeline.pending_only;
  summary.checks += timeline.checks;
  summary.no_data_checks += timeline.no_data_checks;
  for (const auto& episode : timeline.episodes) {
    if (!episode.starts_at) continue;
    const double seconds = static_cast<double>(episode.ends_at.value_or(end) - *episode.starts_at) / kSecond;
    ++summary.fired;
    summary.firing_seconds += seconds;
    summary.longest_seconds = std::max(summary.longest_seconds, seconds);
    summary.transactions += episode.transactions;
    summary.failures += episode.failures;
    summary.firing_failures += episode.firing_failures;
  }
}

}  // namespace

Judgement judge(const Policy& policy, std::span<const GroupTimeline> timelines, Range range) {
  Judgement result;
  for (const auto& rule : policy.rules) result.rules.push_back({rule.alert, rule.labels});
  for (const auto& [index, key, timeline] : timelines) {
    const Rule& rule = policy.rules[index];
    add_to(result.rules[index], timeline, last_check(rule, range));
    for (const auto& episode : timeline.episodes) {
      result.alerts.push_back(make_alert(rule, index, key, episode));
      result.alerts.back().response = response_of(result.alerts.back().labels, policy.priorities);
    }
  }
  sort_by_start(result.alerts);
  result.notifications = notify(result.alerts, policy.routing, policy.silences, range.to);
  return result;
}

}  // namespace invmon::policy
