#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "stats/streak.hpp"

namespace invmon::kpi {

/// A number that may not exist (no sample, division by zero).
using Maybe = std::optional<double>;

/// Durations of transactions in seconds.
struct Duration {
  std::uint64_t count = 0;
  Maybe sum, mean, min, max, stddev;
  Maybe p50, p90, p95, p99, p999;
  std::vector<std::uint64_t> within = {};  ///< how many were at most as long as each of the thresholds that were asked for
};

/// A gauge in its own unit.
struct Gauge {
  std::string name;
  std::uint64_t count = 0;
  Maybe mean, min, max, last, p95;
};

/// Runs of consecutive failures. Absent as a whole where they can't be told: of "(other)", and of lines that
/// tell of several transactions.
struct Streaks {
  std::optional<stats::Run> longest;
  std::uint64_t open = 0;
  std::uint64_t over_threshold = 0;
  std::uint64_t threshold = 0;
};

/// The numbers of one interval and group, as docs/report.md defines them.
struct Snapshot {
  std::uint64_t transactions = 0;
  std::uint64_t failures = 0;
  Maybe error_rate, success_ratio;
  std::uint64_t retries = 0;
  Maybe retry_rate, retried_share, retries_per_1k;
  std::uint64_t items = 0;
  Maybe items_per_minute, transactions_per_minute;
  Duration duration;
  std::vector<Gauge> gauges;  ///< in the profile's order
  std::optional<Streaks> streak;
};

}  // namespace invmon::kpi
