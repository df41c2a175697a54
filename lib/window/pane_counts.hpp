#pragma once

#include <array>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>

#include "base/time.hpp"
#include "stats/accumulators/counter.hpp"
#include "window/pane_parts.hpp"
#include "window/record_batch.hpp"

namespace invmon::window {

/// What is counted of the records of one time slice and group. Merging equals having added everything to one.
class PaneCounts {
 public:
  /// Of the parts only the thresholds count. Copies share them.
  explicit PaneCounts(std::shared_ptr<const PaneParts> parts);

  /// Adds rows of a batch, at least one.
  void add(const RecordBatch& batch, std::span<const std::uint32_t> rows);

  /// Requires the same thresholds.
  void merge(const PaneCounts& other);

  /// Takes away counts that were merged; the latest record stays. Requires that no count is full.
  void subtract(const PaneCounts& merged);

  /// Whether a count may have stopped at the largest number.
  bool is_full() const;

  std::uint64_t records() const { return stats::extract::counter(records_).value(); }  ///< transactions or not
  std::optional<Nanos> last_record() const;                                            ///< the latest one's time
  std::uint64_t transactions() const { return stats::extract::counter(transactions_).value(); }
  std::uint64_t failures() const { return stats::extract::counter(failures_).value(); }
  std::uint64_t retries() const { return stats::extract::counter(retries_).value(); }
  std::uint64_t retried() const { return stats::extract::counter(retried_).value(); }  ///< transactions with a retry, at most
  std::uint64_t items() const { return stats::extract::counter(items_).value(); }
  std::uint64_t timed() const { return stats::extract::counter(timed_).value(); }  ///< transactions that have a duration

  /// Whether some transactions came in lines that say how many they are, so that streaks can't be told.
  bool unordered() const { return stats::extract::counter(unordered_).value() > 0; }

  /// Transactions that took at most so many seconds, which must be one of the thresholds.
  std::uint64_t within(double threshold) const;

 protected:
  const PaneParts& parts() const { return *parts_; }

 private:
  /// As many as can be added up at once.
  void add_some(const RecordBatch& batch, std::span<const std::uint32_t> rows);
  void add_repeats(const RecordBatch& batch, std::span<const std::uint32_t> rows);

  static const std::array<stats::Count PaneCounts::*, 8> kCounts;

  std::shared_ptr<const PaneParts> parts_;
  stats::Count records_;
  stats::Count transactions_;
  stats::Count failures_;
  stats::Count retries_;
  stats::Count retried_;
  stats::Count items_;
  stats::Count timed_;
  stats::Count unordered_;  ///< lines that say how many they tell of
  Nanos last_record_ = std::numeric_limits<Nanos>::min();
  boost::container::small_vector<std::uint64_t, 2> within_;  ///< by threshold
};

}  // namespace invmon::window
