#pragma once

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "base/time.hpp"
#include "stats/accumulators/counters.hpp"
#include "stats/owned.hpp"
#include "window/record_batch.hpp"

namespace invmon::window {

/// What is counted of the records of one time slice and group. Merging equals having added everything to one.
class PaneCounts {
 public:
  static constexpr double kNone = std::numeric_limits<double>::infinity();  ///< no duration is longer

  /// `thresholds` of durations, seconds: how many are at most so long is counted.
  explicit PaneCounts(std::span<const double> thresholds);

  /// Adds rows of a batch, at least one. Calls take(durations) with all durations that are longer than so many seconds, among
  /// shorter ones perhaps, some at a time.
  template <class Take>
  void add(const RecordBatch& batch, std::span<const std::uint32_t> rows, double longer_than, Take take) {
    const auto timed = add_sums(batch, rows);
    const double least = std::min(least_threshold(), longer_than);
    if (least == kNone) return;
    std::uint64_t longer = 0;
    batch.durations().visit_few_above(least, rows, [&](std::span<const double> durations) {
      longer += durations.size();
      add_within(durations);
      if (longer_than != kNone) take(durations);
    });
    for (auto& [seconds, count] : within()) count += timed - longer;
  }

  /// Requires that the other ones have the same thresholds, if this has any.
  void merge(const PaneCounts& other);

  /// Takes away counts that were merged; the latest record stays. Requires that no count is full.
  void subtract(const PaneCounts& merged);

  /// Whether a count may have stopped at the largest number.
  bool is_full() const { return counters().is_full(); }

  std::uint64_t records() const { return counters().value(kRecords); }  ///< transactions or not
  std::optional<Nanos> last_record() const;                             ///< the latest one's time
  std::uint64_t transactions() const { return counters().value(kTransactions); }
  std::uint64_t failures() const { return counters().value(kFailures); }
  std::uint64_t retries() const { return counters().value(kRetries); }
  std::uint64_t retried() const { return counters().value(kRetried); }  ///< transactions with a retry, at most
  std::uint64_t items() const { return counters().value(kItems); }
  std::uint64_t timed() const { return counters().value(kTimed); }  ///< transactions that have a duration

  /// Whether some transactions came in lines that say how many they are, so that streaks can't be told.
  bool unordered() const { return counters().value(kUnordered) > 0; }

  /// Transactions that took at most so many seconds, which must be one of the thresholds.
  std::uint64_t within(double threshold) const;

 private:
  static constexpr std::size_t kRecords = 0, kTransactions = 1, kFailures = 2, kRetries = 3, kRetried = 4, kItems = 5, kTimed = 6;
  static constexpr std::size_t kUnordered = 7;  ///< lines that say how many they tell of
  static constexpr std::size_t kSums = 8;

  struct Within {
    double seconds;
    std::uint64_t count;
  };

  const stats::Counters<kSums>& counters() const { return stats::extract::counters<kSums>(counts_); }

  /// How many of the rows have a duration.
  std::uint64_t add_sums(const RecordBatch& batch, std::span<const std::uint32_t> rows);

  /// As many as can be added up at once.
  std::uint64_t add_some(const RecordBatch& batch, std::span<const std::uint32_t> rows);
  double least_threshold() const;  ///< kNone without any
  void add_within(std::span<const double> durations);
  void add_repeats(const RecordBatch& batch, std::span<const std::uint32_t> rows);
  std::span<Within> within() { return within_ ? std::span(within_->data(), within_->size()) : std::span<Within>(); }

  stats::Counts<kSums> counts_;
  Nanos last_record_ = std::numeric_limits<Nanos>::min();
  stats::Owned<boost::container::small_vector<Within, 4>> within_;  ///< by threshold; none without: there may be very many panes
};

}  // namespace invmon::window
