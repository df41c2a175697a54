#pragma once

#include <vector>

#include "policy/policy.hpp"

namespace invmon::policy {

/// The durations, in seconds, that rules and SLOs compare those of transactions with: `p95 > 300ms`, `share(within 800ms)`,
/// `{share_within: 300ms}`. Ascending, each once; only those above 0.
std::vector<double> duration_limits(const Policy& policy);

}  // namespace invmon::policy
