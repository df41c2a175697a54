#include "policy/feed_plan.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "policy/measure.hpp"

namespace invmon::policy {
namespace {

/// The index of a feed that keeps what `wanted` asks for.
std::size_t share(std::vector<FeedSpec>& feeds, FeedSpec wanted) {
  const auto found =
      std::ranges::find_if(feeds, [&](const FeedSpec& feed) { return same_records(feed, wanted) && feed.grain == wanted.grain; });
  const auto index = static_cast<std::size_t>(found - feeds.begin());
  if (found == feeds.end()) {
    feeds.push_back(std::move(wanted));
  } else {
    keep_also(*found, wanted);
  }
  return index;
}

/// The silences that take records out of an SLO's account.
std::vector<std::size_t> exclusions(const Slo& slo, std::span<const Silence> silences) {
  Labels labels = slo.labels;
  labels.emplace("slo", slo.name);
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < silences.size(); ++i) {
    if (silences[i].exclude_from_slos && all_match(silences[i].matchers, labels)) result.push_back(i);
  }
  return result;
}

}  // namespace

bool same_records(const FeedSpec& a, const FeedSpec& b) {
  const auto filter = [](const FeedSpec& feed) { return feed.where ? feed.where->text : std::string(); };
  return filter(a) == filter(b) && a.by == b.by && a.excluded == b.excluded;
}

void keep_also(FeedSpec& feed, const FeedSpec& other) {
  if (other.streaks) feed.least_streak = feed.streaks ? std::min(feed.least_streak, other.least_streak) : other.least_streak;
  feed.streaks |= other.streaks;
  feed.parts.add(other.parts);
  feed.reach = feed.reach && other.reach ? std::optional(std::max(*feed.reach, *other.reach)) : std::nullopt;
}

FeedSpec feed_of(const Rule& rule, std::size_t gauges) {
  FeedSpec feed;
  feed.where = rule.where;
  feed.by = rule.by;
  feed.grain = std::gcd(rule.every, rule.window);
  for (const auto& measure : rule.when.measures()) {
    if (measure.window) feed.grain = std::gcd(feed.grain, *measure.window);
  }
  if (rule.baseline) {
    feed.grain = std::gcd(feed.grain, rule.baseline->window);
    for (const Nanos offset : rule.baseline->offsets) feed.grain = std::gcd(feed.grain, offset);
  }
  require(rule.when, gauges, feed);
  if (rule.no_data == NoData::ok) {  // else an alert may have a value while its condition does not hold
    feed.parts.longer_than = least_duration_read(rule.when);
    feed.least_streak = least_streak_read(rule.when);
  }
  return feed;
}

FeedPlan plan_feeds(const Policy& policy, const record::Profile& profile) {
  FeedPlan plan;
  for (const auto& rule : policy.rules) plan.of_rule.push_back(share(plan.feeds, feed_of(rule, profile.gauges.size())));
  for (const auto& slo : policy.slos) {
    auto feed = feed_of(slo);
    feed.excluded = exclusions(slo, policy.silences);
    plan.of_slo.push_back(share(plan.feeds, std::move(feed)));
  }
  for (auto& feed : plan.feeds) feed.streak_threshold = profile.streak_threshold;
  return plan;
}

}  // namespace invmon::policy
