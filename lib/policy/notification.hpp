#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "policy/alert.hpp"
#include "policy/route.hpp"
#include "policy/silence.hpp"

namespace invmon::policy {

/// One message to a receiver.
struct Notification {
  Nanos time = 0;
  std::string receiver;
  std::string group_key;  ///< as Alertmanager writes it: `{}/{severity="page"}:{alertname="X"}`
  Labels group_labels;
  struct Entry {
    std::size_t alert = 0;  ///< index into the alerts
    bool resolved = false;  ///< at `time`
  };
  std::vector<Entry> alerts;              ///< firing ones first, then resolved ones; each in order of full labels
  bool resolved = false;                  ///< all of them are
  std::optional<std::size_t> escalation;  ///< the step, from 0; absent for the route's own receiver
};

/// Marks alerts as silenced and inhibited, and replays in event time up to `end`, that moment included, what Alertmanager would
/// have sent to whom; fills in `receivers` of the alerts. Notifications in order of time, receiver and group.
///
/// A group begins with its first alert and is looked at `group_wait` later, then every `group_interval` until all of its alerts
/// have ended and were looked at. A message goes out if an alert is new or has ended since the last one, or `repeat_interval`
/// has passed; a silenced or inhibited alert is left out of it, and one that ends meanwhile is dropped without a word. An alert
/// that ends before the group was looked at is never told of on its own. Of two alerts with the same labels the later replaces
/// the earlier.
///
/// Escalation steps come at their exact time (after a look at that time), and tell of alerts that the route's receiver knows of
/// and that fire on. Who was told of an alert this way is told when it has ended. A group whose alerts have all ended begins
/// anew with the first step.
std::vector<Notification> notify(std::vector<Alert>& alerts, const Routing& routing, std::span<const Silence> silences,
                                 Nanos end);

}  // namespace invmon::policy
