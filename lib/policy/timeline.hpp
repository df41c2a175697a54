#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "policy/feed.hpp"
#include "policy/rule.hpp"
#include "policy/spans.hpp"

namespace invmon::policy {

/// One time that an alert instance was pending or firing.
struct Episode {
  Nanos pending_since = 0;
  std::optional<Nanos> starts_at;  ///< absent if it never fired
  std::optional<Nanos> ends_at;    ///< absent if it goes on at the last check
  std::optional<double> value;     ///< at starts_at; of one that is still pending, at the last check
  std::optional<double> peak;      ///< the worst at a check while it fired
  std::uint64_t transactions = 0;  ///< in [starts_at - window, ends_at or the last check); 0 if it never fired
  std::uint64_t failures = 0;
  std::uint64_t firing_failures = 0;  ///< those of them in [starts_at, ends_at or the last check)
};

/// What became of a rule for one group.
struct Timeline {
  std::vector<Episode> episodes;   ///< those that fired, and one still pending at the last check; in order of time
  std::uint64_t pending_only = 0;  ///< times that it was pending and never fired, the one at the last check aside
  std::uint64_t checks = 0;
  std::uint64_t no_data_checks = 0;  ///< checks with too few events to judge
};

/// Evaluates a rule for one group at every t = k * every with range.from < t <= the first such time at or after range.to. A check
/// looks at the records with t - window <= time < t. A rule with `by` is not checked before its group's first record. `series` is
/// of a feed that keeps what feed_of(rule) asks for. Times before 1823 and after 2116 are left out.
Timeline evaluate(const Rule& rule, const FeedSpec& feed, const FeedSeries& series, Range range);

/// The last check of a rule over a range.
Nanos last_check(const Rule& rule, Range range);

}  // namespace invmon::policy
