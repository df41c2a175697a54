#pragma once

#include <span>
#include <vector>

#include "policy/component.hpp"
#include "policy/feed_plan.hpp"

namespace invmon::policy {

/// The health of each component at the first whole minute at or after `end`. `of_rule` says of each of rules_of(components)
/// which of the feeds it reads, and `series` are the groups of each feed. Down or degraded if that condition holds; else unknown
/// where no record is in the window, or a condition can't be told; else healthy.
std::vector<ComponentResult> evaluate(std::span<const Component> components, std::span<const FeedSpec> feeds,
                                      std::span<const std::size_t> of_rule, std::span<const std::vector<FeedSeries>> series,
                                      Nanos end);

}  // namespace invmon::policy
