#pragma once

#include <iosfwd>
#include <string_view>

#include "base/json_writer.hpp"
#include "policy/judgement.hpp"
#include "policy/policy.hpp"
#include "report/report.hpp"
#include "report/score.hpp"
#include "report/writers.hpp"

namespace invmon::report {

/// What rules made of a log: all that fired (a replay), or the state at the log's end.
struct AlertsReport {
  const Report& report;
  const policy::Policy& policy;  ///< with the rules of SLOs
  const policy::Judgement& judgement;
  bool replay = false;
  const ScoreReport* scores = nullptr;  ///< of a replay, if they were asked for
};

/// Whether an alert is still pending or firing at the end.
bool is_open(const policy::Alert& alert);

/// "pending", "firing" or "resolved".
std::string_view state_name(policy::AlertState state);

/// `invmon.alerts/v1`, see docs/alerts.md. Ends in a newline.
void write_alerts_json(const AlertsReport& alerts, std::ostream& out);

void write_alerts_text(const AlertsReport& alerts, const TextStyle& style, std::ostream& out);
void write_alerts_markdown(const AlertsReport& alerts, std::ostream& out);

/// One alert as an object: what `invmon.alerts/v1` has in `alerts`.
void write_alert(JsonWriter& json, const policy::Alert& alert);

/// The same on a line, without a newline.
void write_alert_line(const policy::Alert& alert, std::ostream& out);

}  // namespace invmon::report
