#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "pipeline/plan.hpp"

namespace invmon::pipeline {

/// Where a record stands among all; transactions in this order are what streaks are runs of.
struct RecordMoment {
  Nanos time = 0;
  std::size_t source = 0;    ///< index into the plan's sources
  std::uint64_t offset = 0;  ///< of its line

  auto operator<=>(const RecordMoment&) const = default;
};

/// A run of failures.
struct FailureRun {
  RecordMoment first, last;
  std::uint64_t length = 0;
};

/// What is asked of all transactions before lines are chosen among them.
struct SurveySpec {
  std::optional<double> slowest;  ///< a share, 0 < x <= 1: how long the fastest of the slowest took
  std::size_t streaks = 0;        ///< how many of the longest runs of failures are wanted
  std::size_t kept = 1'000'000;   ///< durations that are kept, see `survey`
};

struct TransactionSurvey {
  std::optional<double> least_seconds;  ///< of the slowest; absent if not asked for, or if no transaction has a duration
  std::vector<FailureRun> streaks;      ///< in order; of equally long ones the earliest
};

/// Reads all sources of a plan, which must be repeatable, once. `least_seconds` is the duration of rank ceil(share x n) from the
/// slowest: exact where that rank is at most `kept`, else within 0.271 %. Does not depend on threads and blocks. Transactions too
/// late to count in streaks, and lines that tell of several, are no part of any.
Result<TransactionSurvey> survey(const Plan& plan, const Options& options, const SurveySpec& spec);

}  // namespace invmon::pipeline
