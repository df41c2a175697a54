#pragma once

#include <functional>
#include <span>
#include <vector>

#include "policy/feed_plan.hpp"
#include "policy/judgement.hpp"
#include "policy/policy.hpp"
#include "record/profile.hpp"

namespace invmon::pipeline {

/// Appends the rules that watch the burn rates of a policy's SLOs to its rules.
Result<void> add_burn_rate_rules(policy::Policy& policy, const record::Profile& profile);

/// Evaluates each rule over a range of its own for each of its groups. `series` are the groups of each feed of the plan.
/// `besides` is done by the same threads.
std::vector<policy::GroupTimeline> evaluate_rules(const policy::Policy& policy, const policy::FeedPlan& plan,
                                                  const std::vector<std::vector<policy::FeedSeries>>& series,
                                                  std::span<const policy::Range> ranges, unsigned threads,
                                                  std::span<const std::function<void()>> besides = {});

}  // namespace invmon::pipeline
