#pragma once

#include <span>
#include <string>

#include "policy/notification.hpp"

namespace invmon::notify {

/// A message for a Slack incoming webhook, as one line of JSON: a header and a section for each alert, within Slack's limits. The
/// alerts beyond the 48th are counted only, and so are an alert's labels beyond the tenth left out.
std::string slack(const policy::Notification& notification, std::span<const policy::Alert> alerts);

}  // namespace invmon::notify
