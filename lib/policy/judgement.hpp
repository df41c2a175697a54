#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policy/alert.hpp"
#include "policy/notification.hpp"
#include "policy/policy.hpp"
#include "policy/timeline.hpp"

namespace invmon::policy {

/// What was used up of an SLO's error budget while a rule's alerts fired.
struct BurntBudget {
  std::string slo;
  std::uint64_t failures = 0;
  double consumed_ratio = 0;  ///< may exceed 1
  double consumed_minutes = 0;
};

/// A rule over the whole range.
struct RuleSummary {
  std::string alert;
  Labels labels;                   ///< the rule's own
  std::uint64_t fired = 0;         ///< episodes, of all groups
  std::uint64_t pending_only = 0;  ///< episodes that never fired
  double firing_seconds = 0;       ///< of all episodes
  double longest_seconds = 0;
  std::uint64_t checks = 0;
  std::uint64_t no_data_checks = 0;
  std::uint64_t transactions = 0;  ///< of all alerts; windows that overlap count twice
  std::uint64_t failures = 0;
  std::uint64_t firing_failures = 0;  ///< while they fired
  std::optional<BurntBudget> budget;  ///< see add_burnt_budgets
};

/// What a policy makes of a log.
struct Judgement {
  std::vector<Alert> alerts;       ///< those that fired, and those pending at the end; by start (pending_since), name, labels
  std::vector<RuleSummary> rules;  ///< in the order of the rules
  std::vector<Notification> notifications;
};

/// A rule's timeline for one group.
struct GroupTimeline {
  std::size_t rule = 0;
  std::vector<std::string> key;  ///< values of the rule's dimensions
  Timeline timeline;
};

/// Makes alerts of timelines: labels, annotations, summaries, and who was notified. `range` is that of the evaluation.
Judgement judge(const Policy& policy, std::span<const GroupTimeline> timelines, Range range);

}  // namespace invmon::policy
