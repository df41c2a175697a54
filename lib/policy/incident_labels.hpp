#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "policy/rule.hpp"

namespace invmon::policy {

/// Something that is known to have gone wrong during [from, to).
struct KnownIncident {
  std::string name;
  Nanos from = 0, to = 0;  ///< from < to
  Labels labels;           ///< which alerts are about it: those that have no other value for any of them (`alertname` included)
};

/// What the alerts of a log are compared with.
struct IncidentLabels {
  std::vector<KnownIncident> incidents;  ///< in the order of the file; no two of one name
  Nanos grace = 5 * kMinute;             ///< how long after an incident's end an alert still counts as being about it; >= 0
};

/// Reads a YAML text:
///
///     grace: 10m
///     incidents:
///     - {name: network, from: 2025-02-03T10:00:00Z, to: 2025-02-03T10:30:00Z, labels: {warehouse: WH-03}}
///
/// `name` stands before line and column in errors.
Result<IncidentLabels> parse_incident_labels(std::string_view yaml, const std::string& name);

}  // namespace invmon::policy
