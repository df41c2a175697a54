#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/notification.hpp"

namespace invmon::notify {

/// PagerDuty's Events v2: for each alert of the notification one body to be posted, a line of JSON. A firing alert triggers an
/// incident that its fingerprint names; a resolved one ends it.
std::vector<std::string> pagerduty(const policy::Notification& notification, std::span<const policy::Alert> alerts,
                                   std::string_view routing_key);

}  // namespace invmon::notify
