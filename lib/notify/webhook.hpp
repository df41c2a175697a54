#pragma once

#include <span>
#include <string>
#include <string_view>

#include "policy/notification.hpp"

namespace invmon::notify {

/// What Alertmanager posts to a webhook (version 4), as one line of JSON. `url` leads to where the alerts can be looked at
/// (externalURL and generatorURL).
std::string webhook(const policy::Notification& notification, std::span<const policy::Alert> alerts, std::string_view url = "");

}  // namespace invmon::notify
