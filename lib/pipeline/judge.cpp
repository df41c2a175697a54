#include "pipeline/judge.hpp"

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <span>
#include <utility>

#include "pipeline/coarse_feeds.hpp"
#include "pipeline/rule_timelines.hpp"
#include "policy/component_health.hpp"
#include "policy/feed_plan.hpp"
#include "policy/spans.hpp"

namespace invmon::pipeline {
namespace {

policy::Spans excluded_spans(const policy::FeedSpec& feed, const policy::Policy& policy, policy::Range range) {
  std::vector<policy::Range> spans;
  for (const auto silence : feed.excluded) {
    const auto of_one = policy::spans_of(policy.silences[silence], range);
    spans.insert(spans.end(), of_one.begin(), of_one.end());
  }
  return policy::merged(std::move(spans));
}

/// The report's own windows as a feed, where they are known beforehand and of the same length always.
std::optional<policy::FeedSpec> windows_feed(const Options& options) {
  if (!options.window || !options.zone.is_utc()) return std::nullopt;
  policy::FeedSpec feed;
  feed.grain = *options.window;
  feed.parts = {options.profile.gauges.size(), window::Durations::all, {}};
  feed.of_windows = true;
  feed.streak_threshold = options.profile.streak_threshold;
  return feed;
}

/// The plan of a policy, the rules of its components behind its own.
policy::FeedPlan plan_with_components(policy::Policy policy, const record::Profile& profile) {
  for (auto& rule : rules_of(policy.components)) policy.rules.push_back(std::move(rule));
  return policy::plan_feeds(policy, profile);
}

std::vector<Nanos> window_ends(const report::Report& report) {
  std::vector<Nanos> ends;
  for (const auto& window : report.windows) ends.push_back(window.to);
  return ends;
}

}  // namespace

Result<JudgedReport> judge(Options options, policy::Policy policy, Evaluated evaluated) {
  if (!evaluated.rules) {
    policy.rules.clear();
  } else if (auto added = add_burn_rate_rules(policy, options.profile); !added) {
    return added.error();
  }
  if (evaluated.watched) {
    options.flows = policy.flows;
    options.sequences = policy.sequences;
  } else {
    policy.components.clear();
  }
  auto plan = plan_with_components(policy, options.profile);
  const auto shared = share_panes(plan.feeds, windows_feed(options));
  options.feeds = shared.kept;
  options.silences = policy.silences;
  auto findings = run_with_feeds(options);
  if (!findings) return findings.error();

  JudgedReport result{std::move(findings->report), std::move(policy), {}, std::move(findings->feeds)};
  std::vector<std::vector<policy::FeedSeries>> series(plan.feeds.size());
  CoarseFeeds coarse;
  const auto make_series = [&](std::size_t i) {
    const auto& fine = shared.kept[shared.source[i]];
    series[i] = coarse.make(result.feeds.series(shared.source[i]), fine, plan.feeds[i]);
    plan.feeds[i].parts = plan.feeds[i].parts.out_of(fine.parts);
  };
  const auto of_slos_alone = [&](std::size_t i) { return std::ranges::find(plan.of_rule, i) == plan.of_rule.end(); };
  for (std::size_t i = 0; i < plan.feeds.size(); ++i) {
    if (!of_slos_alone(i)) make_series(i);
  }
  const auto of_components = std::span(plan.of_rule).subspan(result.policy.rules.size());
  result.report.components = evaluate(result.policy.components, plan.feeds, of_components, series, result.report.to.value_or(0));
  if (!result.report.from) return result;
  const policy::Range range{*result.report.from, *result.report.to};
  const std::vector<policy::Range> ranges(result.policy.rules.size(), range);
  const auto history_at = options.chart_data ? window_ends(result.report) : std::vector<Nanos>();
  const auto launch = options.threads > 1 ? std::launch::async : std::launch::deferred;
  const std::shared_future<void> made = std::async(launch, [&] {
    for (std::size_t i = 0; i < plan.feeds.size(); ++i) {
      if (of_slos_alone(i)) make_series(i);
    }
  });
  std::vector<std::vector<policy::SloResult>> accounts(result.policy.slos.size());
  std::vector<std::function<void()>> slos;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    slos.emplace_back([&, i] {
      const auto feed = plan.of_slo[i];
      if (of_slos_alone(feed)) made.wait();
      const auto excluded = excluded_spans(plan.feeds[feed], result.policy, range);
      accounts[i] = policy::evaluate(result.policy.slos[i], series[feed], range, excluded, history_at);
    });
  }
  // By the same threads as the rules, so that none waits for the last rule while there are SLOs left.
  const auto timelines = evaluate_rules(result.policy, plan, series, ranges, options.threads, slos);
  made.wait();
  result.judgement = policy::judge(result.policy, timelines, range);
  for (auto& of_slo : accounts) std::ranges::move(of_slo, std::back_inserter(result.report.slos));
  return result;
}

}  // namespace invmon::pipeline
