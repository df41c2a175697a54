#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>

#include "scrape/series_tracker.hpp"

namespace invmon::scrape {

/// Writes what happened between scrapes as JSON Lines, for a profile to read. Lines are stamped a millisecond before the scrape's
/// time: what happened up to a whole minute is of the window that ends there.
class LineMaker {
 public:
  virtual ~LineMaker() = default;

  virtual void write(const Interval& interval, std::ostream& out) = 0;

  /// Metrics that there are no lines of so far.
  virtual std::uint64_t left_out() const = 0;
};

/// For the profile inventory-bot: batches with outcome, duration, error code, items and retries; the gauges as event "scrape".
/// Other metrics are left out.
std::unique_ptr<LineMaker> bot_lines();

/// Whether there are batches of the bot among the metrics.
bool has_bot_metrics(const Exposition& metrics);

/// For the profile prometheus-metrics: gauges as `value`, counters as `increase`; requests, and counters that tell outcomes
/// apart, as transactions with `count`.
std::unique_ptr<LineMaker> metric_lines();

}  // namespace invmon::scrape
