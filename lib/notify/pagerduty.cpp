#include "notify/pagerduty.hpp"

#include <array>

#include "notify/describe.hpp"
#include "notify/json_text.hpp"

namespace invmon::notify {
namespace {

constexpr std::size_t kSummaryLimit = 1024;
/// In the order of Severity.
constexpr std::array<std::string_view, 4> kSeverities = {"info", "warning", "error", "critical"};

void write_details(JsonWriter& json, const policy::Alert& alert) {
  json.begin_object("custom_details");
  json.texts("labels", alert.labels);
  json.texts("annotations", annotations_of(alert));
  json.number("value", alert.value);
  json.count("transactions", alert.transactions);
  json.count("failures", alert.failures);
  json.end_object();
}

void write_payload(JsonWriter& json, const policy::Alert& alert) {
  json.begin_object("payload");
  json.text("summary", fit(summary_of(alert), kSummaryLimit));
  json.text("source", "invmon");
  json.text("severity", kSeverities[static_cast<std::size_t>(severity_of(alert.labels))]);
  json.time("timestamp", alert.starts_at);
  json.text("class", alert.alert);
  write_details(json, alert);
  json.end_object();
}

std::string event(const policy::Alert& alert, bool resolved, std::string_view routing_key) {
  return json_text([&](JsonWriter& json) {
    json.begin_object();
    json.text("routing_key", routing_key);
    json.text("event_action", resolved ? "resolve" : "trigger");
    json.text("dedup_key", policy::fingerprint(full_labels(alert)));
    if (!resolved) {
      write_payload(json, alert);
      json.text("client", "invmon");
    }
    json.end_object();
  });
}

}  // namespace

std::vector<std::string> pagerduty(const policy::Notification& notification, std::span<const policy::Alert> alerts,
                                   std::string_view routing_key) {
  std::vector<std::string> events;
  for (const auto& [index, resolved] : notification.alerts) events.push_back(event(alerts[index], resolved, routing_key));
  return events;
}

}  // namespace invmon::notify
