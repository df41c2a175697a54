#pragma once

#include <optional>
#include <vector>

#include "policy/condition.hpp"

namespace invmon::policy {

/// The values that something can take, ends included; they may be infinite.
struct ValueRange {
  double low = 0;
  double high = 0;
};

/// A comparison whose outcome doesn't depend on the log, as long as what it reads has a value.
struct FixedComparison {
  const Condition::Node* node = nullptr;
  bool holds = false;
  ValueRange left, right;
};

/// Those of a condition, in order. A share lies between 0 and 1, and no count, rate or duration is negative; of gauges nothing is
/// known, and comparisons with a baseline are left out.
std::vector<FixedComparison> fixed_comparisons(const Condition& condition);

}  // namespace invmon::policy
