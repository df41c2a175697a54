#pragma once

#include <string>

#include "policy/rule.hpp"

namespace invmon::report {

/// "priority=P2 warehouse=WH-03", "-" without labels.
std::string show_labels(const policy::Labels& labels);

}  // namespace invmon::report
