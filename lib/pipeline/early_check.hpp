#pragma once

#include "policy/condition.hpp"

namespace invmon::pipeline {

/// Whether a check of a condition may be made before all records of its window can be there. Not where the condition could hold
/// only because some are still to come: a count or a rate that is too low, an age, an absence.
bool can_be_checked_early(const policy::Condition& condition);

}  // namespace invmon::pipeline
