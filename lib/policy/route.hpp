#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "policy/matcher.hpp"

namespace invmon::policy {

struct EscalationStep {
  Nanos after = 0;  ///< since the group's first notification, unresolved
  std::string receiver;
};

/// A node of the routing tree, with Alertmanager's meaning; unset members are the parent's.
struct Route {
  std::string receiver;
  Matchers matchers;                  ///< of full labels, in order
  std::vector<std::string> group_by;  ///< label names; {"..."}: each alert on its own
  Nanos group_wait = 30 * kSecond;
  Nanos group_interval = 5 * kMinute;  ///< more than 0
  Nanos repeat_interval = 4 * kHour;   ///< more than 0
  bool continues = false;
  std::vector<EscalationStep> escalate;  ///< by `after`
  std::vector<Route> routes;
};

struct InhibitRule {
  Matchers source, target;
  std::vector<std::string> equal;
};

/// Where notifications of a receiver go; several may be set.
struct Receiver {
  std::string name;
  std::string webhook_url, alertmanager_url, slack_url, pagerduty_url, pagerduty_key;
};

struct Routing {
  std::optional<Route> root;  ///< absent: nobody is notified
  std::vector<InhibitRule> inhibit;
  std::vector<Receiver> receivers;
};

/// A node of the tree that takes an alert.
struct RouteMatch {
  const Route* route = nullptr;
  std::string key;  ///< the matchers on the way to it: `{}/{severity="page"}`
};

/// The nodes that take an alert of these labels: in each branch the deepest that matches, and the first of siblings unless it
/// continues. The root takes what no other does.
std::vector<RouteMatch> matching_routes(const Route& root, const Labels& labels);

/// The labels that the alerts of a route's group have in common, out of an alert's full labels.
Labels group_labels(const Route& route, const Labels& labels);

/// What Alertmanager calls a group: `{}/{severity="page"}:{alertname="X"}`.
std::string group_key(const RouteMatch& match, const Labels& group_labels);

}  // namespace invmon::policy
