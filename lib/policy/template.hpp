#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kpi/catalog.hpp"
#include "policy/rule.hpp"

namespace invmon::policy {

/// Fills in an annotation's `{{ value }}` and `{{ labels.NAME }}` (`{{ $value }}`, `{{ $labels.NAME }}` as well). The value is
/// written for a person after its unit, an absent one as "-". What is not known, a label of another name included, stays as it
/// is.
std::string expand(const std::string& text, const Labels& labels, std::optional<double> value, std::optional<kpi::Unit> unit);

/// What an annotation refers to, in order and without `$`: "value", "labels.warehouse", or whatever else stands in braces.
std::vector<std::string> placeholders(const std::string& text);

}  // namespace invmon::policy
