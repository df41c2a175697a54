#pragma once

#include <string>
#include <vector>

#include "policy/notification.hpp"

namespace invmon::notify {

/// 2025-02-08T12:00:00Z.
inline constexpr Nanos kNoon = 1'739'016'000 * kSecond;

/// A firing alert of warehouse WH-03 with the value 7.1 %.
inline policy::Alert high_error_rate() {
  policy::Alert alert;
  alert.alert = "HighErrorRate";
  alert.labels = {{"priority", "P2"}, {"warehouse", "WH-03"}};
  alert.annotations = {{"runbook", "docs/runbooks/high-error-rate.md"}, {"summary", "7.1 % of batches fail"}};
  alert.starts_at = kNoon;
  alert.value = 0.071;
  alert.unit = kpi::Unit::ratio;
  alert.transactions = 210;
  alert.failures = 19;
  return alert;
}

/// Another one, of WH-04, that ended five minutes later.
inline policy::Alert resolved_error_rate() {
  policy::Alert alert = high_error_rate();
  alert.labels["warehouse"] = "WH-04";
  alert.annotations.erase("summary");
  alert.state = policy::AlertState::resolved;
  alert.ends_at = kNoon + 5 * kMinute + 250 * kMillisecond;
  alert.value.reset();
  return alert;
}

/// A message about all of the alerts; those that have an end are resolved.
inline policy::Notification notification_of(const std::vector<policy::Alert>& alerts) {
  policy::Notification notification;
  notification.time = kNoon + 30 * kSecond;
  notification.receiver = "ops-chat";
  notification.group_key = R"({}/{priority=~"P1|P2"}:{alertname="HighErrorRate"})";
  notification.group_labels = {{"alertname", "HighErrorRate"}};
  notification.resolved = true;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    notification.alerts.push_back({i, alerts[i].ends_at.has_value()});
    notification.resolved = notification.resolved && alerts[i].ends_at;
  }
  return notification;
}

}  // namespace invmon::notify
