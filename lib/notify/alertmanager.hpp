#pragma once

#include <span>
#include <string>
#include <string_view>

#include "policy/notification.hpp"

namespace invmon::notify {

/// The body of POST /api/v2/alerts for an Alertmanager, which groups and routes by itself, as one line of JSON. A firing alert
/// has no `endsAt`: there it ends after Alertmanager's resolve_timeout if it is not sent again. `url` leads to where the alerts
/// can be looked at (generatorURL); left out if empty.
std::string alertmanager(const policy::Notification& notification, std::span<const policy::Alert> alerts,
                         std::string_view url = "");

}  // namespace invmon::notify
