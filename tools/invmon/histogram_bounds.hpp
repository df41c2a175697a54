#pragma once

#include <vector>

#include "policy/policy.hpp"

namespace invmon::tools {

/// The bounds of exported histograms in seconds, ascending: usual ones, and the durations that rules and SLOs speak of.
std::vector<double> histogram_bounds(const policy::Policy& policy);

}  // namespace invmon::tools
