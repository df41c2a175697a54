#include "policy/current_notifications.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "policy/inhibition.hpp"

namespace invmon::policy {
namespace {

constexpr Nanos kLast = std::numeric_limits<Nanos>::max();

bool silenced(const Labels& labels, std::span<const Silence> silences, Nanos time) {
  const Range moment = {std::min(time, kLast - 1), std::min(time, kLast - 1) + 1};
  return std::any_of(silences.begin(), silences.end(), [&](const Silence& silence) {
    return all_match(silence.matchers, labels) && !spans_of(silence, moment).empty();
  });
}

/// The alerts to tell of, by full labels.
std::map<Labels, std::size_t> alerts_to_tell(std::span<const Alert> alerts, const Routing& routing,
                                             std::span<const Silence> silences, Nanos end) {
  std::vector<Labels> labels;
  for (const Alert& alert : alerts) labels.push_back(full_labels(alert));
  const Inhibition inhibition(alerts, labels, routing.inhibit);
  std::map<Labels, std::size_t> chosen;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    if (alerts[i].state != AlertState::firing) continue;
    const Nanos time = std::max(end, *alerts[i].starts_at);
    if (silenced(labels[i], silences, time) || inhibition.of(labels[i]).at(time)) continue;
    const auto [known, added] = chosen.emplace(labels[i], i);
    if (!added && *alerts[known->second].starts_at <= *alerts[i].starts_at) known->second = i;
  }
  return chosen;
}

}  // namespace

std::vector<Notification> current_notifications(std::span<const Alert> alerts, const Routing& routing,
                                                std::span<const Silence> silences, Nanos end) {
  const Route nobody;
  const Route& root = routing.root ? *routing.root : nobody;
  std::map<std::pair<const Route*, Labels>, Notification> groups;
  for (const auto& [labels, alert] : alerts_to_tell(alerts, routing, silences, end)) {
    for (const RouteMatch& match : matching_routes(root, labels)) {
      Labels common = group_labels(*match.route, labels);
      Notification& group = groups[{match.route, common}];
      group.time = end;
      group.receiver = match.route->receiver;
      group.group_key = group_key(match, common);
      group.group_labels = std::move(common);
      group.alerts.push_back({alert, false});
    }
  }
  std::vector<Notification> notifications;
  for (auto& [place, group] : groups) notifications.push_back(std::move(group));
  std::stable_sort(notifications.begin(), notifications.end(), [](const Notification& a, const Notification& b) {
    return std::tie(a.receiver, a.group_key) < std::tie(b.receiver, b.group_key);
  });
  return notifications;
}

}  // namespace invmon::policy
