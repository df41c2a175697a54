#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "pipeline/judge.hpp"

namespace invmon::tools {

/// A service's format of notifications.
enum class Payload { alertmanager, webhook, pagerduty, slack, nagios };

/// By its name; nothing for an empty one.
Result<std::optional<Payload>> parse_payload(const std::string& name);

/// What there is to tell of the alerts that fire at the log's end: a message for each receiver and group.
std::vector<policy::Notification> current_notifications(const pipeline::JudgedReport& judged);

/// What is posted to a service to tell of a notification, in order; of Nagios, to which nothing is posted, nothing.
std::vector<std::string> bodies(Payload payload, const policy::Notification& notification, const pipeline::JudgedReport& judged);

/// Prints to standard output what would be sent, a line each: of a replay all notifications in order of time, else the current
/// ones. Gives the exit status that the service expects of a check: 0 but for Nagios.
Result<int> emit(Payload payload, const pipeline::JudgedReport& judged, bool replay);

}  // namespace invmon::tools
