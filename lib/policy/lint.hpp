#pragma once

#include <string>
#include <vector>

#include "policy/policy.hpp"

namespace invmon::policy {

/// Something in a policy that is allowed, but hardly meant.
struct Finding {
  std::string place;  ///< "profile.yaml:12:3", of the rule or SLO
  std::string message;
  std::string hint;  ///< what to do; may be empty
};

/// What is wrong with the rules of a policy and with the burn-rate alerts of its SLOs, in their order: conditions that can never
/// or always hold, times that don't fit, alerts that reach nobody, annotations that refer to nothing, the same rule twice, burn
/// rates that can't be reached.
std::vector<Finding> lint(const Policy& policy);

}  // namespace invmon::policy
