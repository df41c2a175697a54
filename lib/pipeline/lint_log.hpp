#pragma once

#include <vector>

#include "pipeline/options.hpp"
#include "policy/lint.hpp"

namespace invmon::pipeline {

/// Reads the input, and checks the rules and SLOs of a policy against it (see policy::lint_log). Errors are those of `run`, and
/// too many different groupings or filters.
Result<std::vector<policy::Finding>> lint_log(Options options, const policy::Policy& policy);

}  // namespace invmon::pipeline
