#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "record/record.hpp"
#include "stats/accumulators/distribution.hpp"
#include "stats/owned.hpp"
#include "window/pane_counts.hpp"
#include "window/pane_parts.hpp"
#include "window/record_batch.hpp"

namespace invmon::window {

/// The earliest and the latest value in event-time order.
class Ends {
 public:
  void add(double value, Nanos time, RecordPlace place) { add(Reading{time, place, value}); }
  void merge(const Ends& other);
  std::optional<double> first() const;
  std::optional<double> last() const;

 private:
  struct Reading {
    Nanos time;
    RecordPlace place;
    double value;
  };

  void add(const Reading& reading);

  std::optional<Reading> first_;
  std::optional<Reading> last_;
};

/// A gauge over a pane.
struct GaugePane {
  stats::Levels values;
  Ends ends;
};

/// What is kept of the records of one time slice and group, order aside. Merging equals having added everything to one.
class Pane : public PaneCounts {
 public:
  explicit Pane(const PaneParts& parts = {});

  /// Adds rows of a batch.
  void add(const RecordBatch& batch, std::span<const std::uint32_t> rows);

  /// Adds one record, which takes much longer than as one of many.
  void add(const record::Record& record, RecordPlace place);

  /// Merges the parts that this pane keeps. Requires that the other one keeps them too, with the same thresholds if there are any
  /// here.
  void merge(const Pane& other);

  /// Of the durations of transactions, in seconds; empty if not kept.
  const stats::Moments& moments() const;
  const stats::ExponentialHistogram& durations() const;  ///< those that are longer than its parts say

  /// The q-quantile of all durations, shorter ones included, in seconds. nullopt without any, and if it is one of the shorter
  /// ones. Requires that the pane keeps quantiles.
  std::optional<double> duration_quantile(double q) const;

  std::span<const GaugePane> gauges() const;  ///< of all records, in the profile's order

 private:
  struct Values {
    stats::Owned<stats::DurationMoments> moments;
    std::optional<stats::DurationQuantiles> durations;
    double longer_than;
    std::vector<GaugePane> gauges;
  };

  void add_longer(std::span<const double> durations);
  void add_durations(const RecordBatch& batch, std::span<const std::uint32_t> rows);
  void add_gauges(const RecordBatch& batch, std::span<const std::uint32_t> rows);

  stats::Owned<Values> values_;  ///< none if none are kept: there may be very many panes of counts
};

}  // namespace invmon::window
