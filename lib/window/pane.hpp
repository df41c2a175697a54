#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "base/time.hpp"
#include "record/record.hpp"
#include "stats/accumulators/distribution.hpp"
#include "stats/counter.hpp"

namespace invmon::window {

/// Where a record stands in the input; orders records of the same time.
struct RecordPlace {
  std::size_t source = 0;    ///< rank of the source by its path
  std::uint64_t offset = 0;  ///< of the line in its source

  auto operator<=>(const RecordPlace&) const = default;
};

/// The latest value in event-time order.
class Last {
 public:
  void add(double value, Nanos time, RecordPlace place);
  void merge(const Last& other);
  std::optional<double> value() const;

 private:
  std::optional<std::tuple<Nanos, RecordPlace, double>> latest_;
};

/// A gauge over a pane.
struct GaugePane {
  stats::Levels values;
  Last last;
};

/// What is kept of the records of one time slice and group, order aside. Merging equals having added everything to one.
class Pane {
 public:
  explicit Pane(std::size_t gauges = 0) : gauges_(gauges) {}

  void add(const record::Record& record, RecordPlace place);

  /// Requires the same number of gauges.
  void merge(const Pane& other);

  std::uint64_t transactions() const { return transactions_.value(); }
  std::uint64_t failures() const { return failures_.value(); }
  std::uint64_t retries() const { return retries_.value(); }
  std::uint64_t retried() const { return retried_.value(); }  ///< transactions with at least one retry
  std::uint64_t items() const { return items_.value(); }
  const stats::Distribution& durations() const { return durations_; }  ///< of transactions, seconds
  const std::vector<GaugePane>& gauges() const { return gauges_; }     ///< of all records, in the profile's order

 private:
  stats::Counter transactions_;
  stats::Counter failures_;
  stats::Counter retries_;
  stats::Counter retried_;
  stats::Counter items_;
  stats::Distribution durations_;
  std::vector<GaugePane> gauges_;
};

}  // namespace invmon::window
