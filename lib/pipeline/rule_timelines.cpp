#include "pipeline/rule_timelines.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel_for.hpp"
#include "policy/section_readers.hpp"
#include "policy/timeline.hpp"

namespace invmon::pipeline {

Result<void> add_burn_rate_rules(policy::Policy& policy, const record::Profile& profile) {
  const auto gauges = policy::gauge_names(profile);
  for (const auto& slo : policy.slos) {
    auto rules = policy::burn_rate_rules(slo, gauges);
    if (!rules) return rules.error();
    policy.rules.insert(policy.rules.end(), rules->begin(), rules->end());
  }
  return {};
}

std::vector<policy::GroupTimeline> evaluate_rules(const policy::Policy& policy, const policy::FeedPlan& plan,
                                                  const std::vector<std::vector<policy::FeedSeries>>& series,
                                                  std::span<const policy::Range> ranges, unsigned threads,
                                                  std::span<const std::function<void()>> besides) {
  std::vector<policy::GroupTimeline> timelines;
  std::vector<const policy::FeedSeries*> sources;
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    for (const auto& group : series[plan.of_rule[i]]) {
      timelines.push_back({i, group.key, {}});
      sources.push_back(&group);
    }
  }
  // What takes longest first, so that no thread is left with it alone: burn rates, which stand last, and rules of everything.
  std::vector<std::size_t> order(timelines.size());
  std::iota(order.rbegin(), order.rend(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return timelines[i].key.empty(); });
  parallel_for(besides.size() + order.size(), threads, 1, [&](std::size_t task) {
    if (task < besides.size()) return besides[task]();
    const auto i = order[task - besides.size()];
    const auto rule = timelines[i].rule;
    timelines[i].timeline = policy::evaluate(policy.rules[rule], plan.feeds[plan.of_rule[rule]], *sources[i], ranges[rule]);
  });
  return timelines;
}

}  // namespace invmon::pipeline
