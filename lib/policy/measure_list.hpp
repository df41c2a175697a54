#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "policy/condition.hpp"

namespace invmon::policy {

/// Reads measures as conditions have them, between commas: `transactions, p99.5, share(within 300ms), sum(bytes)`. `gauges` are
/// the names of the profile's gauges; a name in parentheses that is none of them is the path of a field, and is appended to them.
/// Each measure's `text` is as it was written. Errors are those of usage, point at the column behind `place`, and name the near
/// spelling: an unknown KPI, a measure that stands there twice, one with a window of its own, which rules alone have.
Result<std::vector<Measure>> parse_measures(std::string_view text, std::vector<std::string>& gauges, std::string_view place);

}  // namespace invmon::policy
