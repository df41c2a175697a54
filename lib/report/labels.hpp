#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "policy/alert.hpp"
#include "policy/rule.hpp"

namespace invmon::report {

/// "priority=P2 warehouse=WH-03", "-" without labels.
std::string show_labels(const policy::Labels& labels);

/// "availability (zone=WH-01, host=a)"; the name alone without details.
std::string with_details(const std::string& name, const std::vector<std::string>& details);

/// A rule's name, with those of its labels' values that tell it apart from rules of the same name: "HighErrorRate (critical)".
std::string distinct_name(std::span<const policy::Rule> rules, std::size_t rule);

/// The same of an alert, with its group's values: "WarehouseDown (WH-03)".
std::string distinct_name(std::span<const policy::Rule> rules, const policy::Alert& alert);

}  // namespace invmon::report
