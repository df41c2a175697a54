#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "kpi/catalog.hpp"
#include "policy/rule.hpp"

namespace invmon::policy {

enum class AlertState { pending, firing, resolved };

/// One alert: a rule's condition that held for a group over some time.
struct Alert {
  std::string alert;
  Labels labels;         ///< the rule's and the group's; the name is not among them
  Labels annotations;    ///< templates filled in
  std::string response;  ///< how soon its priority wants somebody to respond, for a person; empty if nothing says
  AlertState state = AlertState::firing;
  Nanos pending_since = 0;
  std::optional<Nanos> starts_at;  ///< absent while pending
  std::optional<Nanos> ends_at;    ///< absent while it goes on
  std::optional<double> value;     ///< at starts_at (of a pending one: at its latest check)
  std::optional<double> peak;      ///< the worst while it fired
  std::optional<kpi::Unit> unit;   ///< of both
  std::uint64_t transactions = 0;  ///< of its group in [starts_at - window, ends_at or the last check)
  std::uint64_t failures = 0;
  bool silenced = false;               ///< a silence or maintenance window covered it from its start to its end
  bool inhibited = false;              ///< so did alerts that inhibit it
  std::vector<std::string> receivers;  ///< who was notified, in order of time, each once
  std::size_t rule = 0;                ///< index into the rules
};

/// The labels with `alertname`, as notifications carry them and the fingerprint is made of.
Labels full_labels(const Alert& alert);

/// Prometheus' fingerprint of a label set: FNV-1a (64 bits) over name, 0xFF, value, 0xFF of each in order of the names; 16 hex
/// digits.
std::string fingerprint(const Labels& labels);

}  // namespace invmon::policy
