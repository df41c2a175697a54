#pragma once

#include <span>
#include <vector>

#include "policy/feed_plan.hpp"
#include "policy/lint.hpp"

namespace invmon::policy {

/// What a log tells of rules and SLOs that can do nothing with it, in their order: filters that no record passes, dimensions that
/// no record has, windows shorter than the typical time between a group's records (the median of all groups), and `for` and
/// baselines that reach back further than the log. `series` are the groups of each feed of the plan, `range` is what the log
/// covers.
std::vector<Finding> lint_log(const Policy& policy, const FeedPlan& plan, std::span<const std::vector<FeedSeries>> series,
                              Range range);

}  // namespace invmon::policy
