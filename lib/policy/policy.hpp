#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "policy/component.hpp"
#include "policy/flow.hpp"
#include "policy/notification.hpp"
#include "policy/rule.hpp"
#include "policy/sequence.hpp"
#include "policy/slo.hpp"
#include "record/profile.hpp"

namespace invmon::policy {

/// A priority's meaning: how soon somebody has to respond.
struct Priority {
  std::string name;             ///< the value of the label `priority`
  std::string severity;         ///< what it is called: "critical"
  std::string response;         ///< for a person: "immediate", "30m", "next business day"
  std::optional<Nanos> within;  ///< the same as a span, where it is one
};

/// What a profile says beyond its fields: rules, SLOs, what else is watched, and what becomes of alerts.
struct Policy {
  std::vector<Rule> rules;  ///< of the profile, without those of SLOs
  std::vector<Slo> slos;
  std::vector<Flow> flows;
  std::vector<Sequence> sequences;
  std::vector<Component> components;
  std::vector<Silence> silences;
  Routing routing;
  std::vector<Priority> priorities;
};

/// Reads the policy sections of a profile's YAML (and of those it extends: a rule, SLO, flow, sequence or component of the same
/// name replaces the inherited ones, as the sections `routes`, `inhibit_rules`, `receivers`, `silences` and `priorities` do as a
/// whole). Errors are those of parse_profile: place, what, near spelling.
Result<Policy> parse_policy(const record::Profile& profile);

}  // namespace invmon::policy
