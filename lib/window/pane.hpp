#pragma once

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "record/record.hpp"
#include "stats/accumulators/counter.hpp"
#include "stats/accumulators/distribution.hpp"
#include "stats/owned.hpp"
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
class Pane {
 public:
  /// Copies of a pane share `parts`.
  explicit Pane(PaneParts parts = {});

  /// Adds rows of a batch.
  void add(const RecordBatch& batch, std::span<const std::uint32_t> rows);

  /// Adds one record, which takes much longer than as one of many.
  void add(const record::Record& record, RecordPlace place);

  /// Merges the parts that this pane keeps. Requires that the other one keeps them too, with the same thresholds.
  void merge(const Pane& other);

  std::uint64_t records() const { return stats::extract::counter(records_).value(); }  ///< transactions or not
  std::optional<Nanos> last_record() const;                                            ///< the latest one's time
  std::uint64_t transactions() const { return stats::extract::counter(transactions_).value(); }
  std::uint64_t failures() const { return stats::extract::counter(failures_).value(); }
  std::uint64_t retries() const { return stats::extract::counter(retries_).value(); }
  std::uint64_t retried() const { return stats::extract::counter(retried_).value(); }  ///< transactions with a retry, at most
  std::uint64_t items() const { return stats::extract::counter(items_).value(); }
  std::uint64_t timed() const { return stats::extract::counter(timed_).value(); }  ///< transactions that have a duration

  /// Whether some transactions came in lines that say how many they are, so that streaks can't be told.
  bool unordered() const { return unordered_; }

  /// Transactions that took at most so many seconds, which must be one of the thresholds.
  std::uint64_t within(double threshold) const;

  const stats::Distribution& durations() const;                     ///< of transactions, seconds; empty if not kept
  const std::vector<GaugePane>& gauges() const { return gauges_; }  ///< of all records, in the profile's order

 private:
  void add_durations(const RecordBatch& batch, std::span<const std::uint32_t> rows);
  void add_repeats(const RecordBatch& batch, std::span<const std::uint32_t> rows);
  static void add_gauge(GaugePane& gauge, std::span<const double> values, const RecordBatch& batch,
                        std::span<const std::uint32_t> rows);

  std::shared_ptr<const PaneParts> parts_;
  stats::Count records_;
  stats::Count transactions_;
  stats::Count failures_;
  stats::Count retries_;
  stats::Count retried_;
  stats::Count items_;
  stats::Count timed_;
  Nanos last_record_ = std::numeric_limits<Nanos>::min();
  bool unordered_ = false;
  boost::container::small_vector<std::uint64_t, 2> within_;  ///< by threshold
  stats::Owned<stats::Distribution> durations_;              ///< none if not kept: SLOs count over very many small panes
  std::vector<GaugePane> gauges_;
};

}  // namespace invmon::window
