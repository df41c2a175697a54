#pragma once

#include <cstdint>

#include "policy/slo.hpp"

namespace invmon::policy {

/// The Wilson score interval (95 %, two-sided, without continuity correction) of a share of `good` in `total` > 0. It stays
/// within 0..1 and is of use for small counts. E. B. Wilson, "Probable inference, the law of succession, and statistical
/// inference", 1927.
SloResult::Interval wilson_interval(std::uint64_t good, std::uint64_t total);

}  // namespace invmon::policy
