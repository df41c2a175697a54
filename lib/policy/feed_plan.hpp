#pragma once

#include <cstddef>
#include <vector>

#include "policy/feed.hpp"
#include "policy/policy.hpp"

namespace invmon::policy {

/// The feeds that some rules and SLOs read, and which of them each one reads.
struct FeedPlan {
  std::vector<FeedSpec> feeds;
  std::vector<std::size_t> of_rule;  ///< index into the feeds
  std::vector<std::size_t> of_slo;
};

/// `profile`: that of the records. Silences that exclude_from_slos are matched against an SLO's labels and `slo`, its name.
FeedPlan plan_feeds(const Policy& policy, const record::Profile& profile);

/// Whether two feeds keep the same records by the same groups, however wide their panes are and whatever these keep.
bool same_records(const FeedSpec& a, const FeedSpec& b);

/// Makes a feed keep what another one of the same records asks for too, grain aside.
void keep_also(FeedSpec& feed, const FeedSpec& other);

/// What has to be kept of the log for a rule. The grain divides its step and all edges of its windows.
FeedSpec feed_of(const Rule& rule, std::size_t gauges);

}  // namespace invmon::policy
