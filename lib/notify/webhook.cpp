#include "notify/webhook.hpp"

#include "notify/describe.hpp"
#include "notify/json_text.hpp"

namespace invmon::notify {
namespace {

using policy::Alert;
using policy::Labels;
using policy::Notification;

void keep_common(Labels& common, const Labels& labels) {
  std::erase_if(common, [&](const auto& label) {
    const auto other = labels.find(label.first);
    return other == labels.end() || other->second != label.second;
  });
}

/// What all alerts of the notification have in common, of the labels that `labels_of` tells.
template <class LabelsOf>
Labels common(const Notification& notification, std::span<const Alert> alerts, LabelsOf labels_of) {
  if (notification.alerts.empty()) return {};
  Labels labels = labels_of(alerts[notification.alerts.front().alert]);
  for (const auto& entry : notification.alerts) keep_common(labels, labels_of(alerts[entry.alert]));
  return labels;
}

std::string_view status(bool resolved) { return resolved ? "resolved" : "firing"; }

void write_alert(JsonWriter& json, const Alert& alert, bool resolved, std::string_view url) {
  const Labels labels = full_labels(alert);
  json.begin_object();
  json.text("status", status(resolved));
  json.texts("labels", labels);
  json.texts("annotations", annotations_of(alert));
  json.time("startsAt", alert.starts_at);
  if (resolved) {
    json.time("endsAt", alert.ends_at);
  } else {
    json.text("endsAt", "0001-01-01T00:00:00Z");
  }
  json.text("generatorURL", url);
  json.text("fingerprint", policy::fingerprint(labels));
  json.end_object();
}

}  // namespace

std::string webhook(const Notification& notification, std::span<const Alert> alerts, std::string_view url) {
  return json_text([&](JsonWriter& json) {
    json.begin_object();
    json.text("version", "4");
    json.text("groupKey", notification.group_key);
    json.count("truncatedAlerts", 0);
    json.text("status", status(notification.resolved));
    json.text("receiver", notification.receiver);
    json.texts("groupLabels", notification.group_labels);
    json.texts("commonLabels", common(notification, alerts, policy::full_labels));
    json.texts("commonAnnotations", common(notification, alerts, annotations_of));
    json.text("externalURL", url);
    json.begin_array("alerts");
    for (const auto& entry : notification.alerts) write_alert(json, alerts[entry.alert], entry.resolved, url);
    json.end_array();
    json.end_object();
  });
}

}  // namespace invmon::notify
