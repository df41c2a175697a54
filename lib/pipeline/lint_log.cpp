#include "pipeline/lint_log.hpp"

#include "pipeline/run.hpp"
#include "policy/feed_plan.hpp"
#include "policy/lint_log.hpp"

namespace invmon::pipeline {

Result<std::vector<policy::Finding>> lint_log(Options options, const policy::Policy& policy) {
  const auto plan = policy::plan_feeds(policy, options.profile);
  options.feeds = plan.feeds;
  options.silences = policy.silences;
  const auto findings = run_with_feeds(options);
  if (!findings) return findings.error();
  const auto& report = findings->report;
  if (!report.from) return std::vector<policy::Finding>();
  std::vector<std::vector<policy::FeedSeries>> series;
  for (std::size_t i = 0; i < plan.feeds.size(); ++i) series.push_back(findings->feeds.series(i));
  return policy::lint_log(policy, plan, series, {*report.from, *report.to});
}

}  // namespace invmon::pipeline
