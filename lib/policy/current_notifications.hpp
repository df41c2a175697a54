#pragma once

#include <span>
#include <vector>

#include "policy/notification.hpp"

namespace invmon::policy {

/// What there is to tell at `end` of a log, whatever was told before: for each group of each route one message with its alerts
/// that fire and are neither silenced nor inhibited at that moment (at its start for an alert that starts after it), in order of
/// full labels. In order of receiver and group; without alerts nothing. Escalation steps have no part in it. Of two alerts with
/// the same labels the later stands. Without routes all alerts are one group, of the receiver "".
std::vector<Notification> current_notifications(std::span<const Alert> alerts, const Routing& routing,
                                                std::span<const Silence> silences, Nanos end);

}  // namespace invmon::policy
