#pragma once

#include <span>

#include "policy/judgement.hpp"
#include "policy/policy.hpp"

namespace invmon::policy {

/// Says of each rule of a judgement what share of an SLO's error budget was burnt while its alerts fired: the failures in that
/// time / the bad events that the SLO's accounts, those of all groups together, allow at the log's end. The SLO is the one whose
/// burn rate the rule watches, or else the first whose filter is the rule's; either has to count failures (`{good: success}`
/// without slices). Left absent without such an SLO, or without an event of it.
void add_burnt_budgets(Judgement& judgement, const Policy& policy, std::span<const SloResult> accounts);

}  // namespace invmon::policy
