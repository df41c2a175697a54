#include <ostream>

#include "report/alerts.hpp"
#include "report/json_parts.hpp"

namespace invmon::report {
namespace {

void write_response(JsonWriter& json, const policy::Alert& alert) {
  if (alert.response.empty()) return json.null("response");
  json.text("response", alert.response);
}

void write_members(JsonWriter& json, const policy::Alert& alert) {
  json.text("alert", alert.alert);
  json.texts("labels", alert.labels);
  json.texts("annotations", alert.annotations);
  write_response(json, alert);
  json.text("fingerprint", policy::fingerprint(policy::full_labels(alert)));
  json.text("state", state_name(alert.state));
  json.time("pending_since", alert.pending_since);
  json.time("starts_at", alert.starts_at);
  json.time("ends_at", alert.ends_at);
  json.boolean("silenced", alert.silenced);
  json.boolean("inhibited", alert.inhibited);
  json.number("value", alert.value);
  json.number("peak", alert.peak);
  json.count("transactions", alert.transactions);
  json.count("failures", alert.failures);
  json.texts("receivers", alert.receivers);
}

void write_budget(JsonWriter& json, const std::optional<policy::BurntBudget>& budget) {
  if (!budget) return json.null("budget");
  json.begin_object("budget");
  json.text("slo", budget->slo);
  json.count("failures", budget->failures);
  json.number("consumed_ratio", budget->consumed_ratio);
  json.number("consumed_minutes", budget->consumed_minutes);
  json.end_object();
}

void write_rule(JsonWriter& json, const policy::RuleSummary& rule) {
  json.text("alert", rule.alert);
  json.count("fired", rule.fired);
  json.count("pending_only", rule.pending_only);
  json.number("firing_seconds", rule.firing_seconds);
  json.number("longest_seconds", rule.longest_seconds);
  json.count("no_data_checks", rule.no_data_checks);
  json.count("checks", rule.checks);
  json.count("failures", rule.failures);
  write_budget(json, rule.budget);
  json.texts("labels", rule.labels);
}

void write_notification(JsonWriter& json, const policy::Notification& notification, const policy::Judgement& judgement) {
  json.time("time", notification.time);
  json.text("receiver", notification.receiver);
  json.text("status", notification.resolved ? "resolved" : "firing");
  json.texts("group_labels", notification.group_labels);
  json.key("escalation");
  if (notification.escalation) {
    json.count(*notification.escalation + 1);
  } else {
    json.null();
  }
  json.begin_array("fingerprints");
  for (const auto& entry : notification.alerts) {
    json.text(policy::fingerprint(policy::full_labels(judgement.alerts[entry.alert])));
  }
  json.end_array();
}

}  // namespace

std::string_view state_name(policy::AlertState state) {
  switch (state) {
    case policy::AlertState::pending:
      return "pending";
    case policy::AlertState::firing:
      return "firing";
    case policy::AlertState::resolved:
      break;
  }
  return "resolved";
}

bool is_open(const policy::Alert& alert) { return alert.state != policy::AlertState::resolved; }

void write_alerts_json(const AlertsReport& alerts, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  write_json_head(json, "invmon.alerts/v1", alerts.report);
  std::vector<const policy::Alert*> shown;
  for (const auto& alert : alerts.judgement.alerts) {
    if (alerts.replay || is_open(alert)) shown.push_back(&alert);
  }
  json.new_line(kJsonTop);
  json.key("alerts");
  write_lines(json, shown, kJsonNested, [&](const auto* alert) { write_members(json, *alert); });
  json.new_line(kJsonTop);
  json.key("rules");
  write_lines(json, alerts.judgement.rules, kJsonNested, [&](const auto& rule) { write_rule(json, rule); });
  if (alerts.replay) {
    json.new_line(kJsonTop);
    json.key("notifications");
    write_lines(json, alerts.judgement.notifications, kJsonNested,
                [&](const auto& notification) { write_notification(json, notification, alerts.judgement); });
  }
  if (alerts.scores != nullptr) write_scores(json, *alerts.scores);
  json.new_line(0);
  json.end_object();
  json.finish();
}

void write_alert(JsonWriter& json, const policy::Alert& alert) {
  json.begin_object();
  write_members(json, alert);
  json.end_object();
}

void write_alert_line(const policy::Alert& alert, std::ostream& out) {
  JsonWriter json(out);
  write_alert(json, alert);
  json.flush();
}

}  // namespace invmon::report
