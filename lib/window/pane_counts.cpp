#include "window/pane_counts.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace invmon::window {
PaneCounts::PaneCounts(std::span<const double> thresholds) {
  if (thresholds.empty()) return;
  within_ = stats::Owned(std::make_unique<boost::container::small_vector<Within, 4>>());
  for (const double threshold : thresholds) within_->push_back({threshold, 0});
}

std::uint64_t PaneCounts::add_sums(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  std::uint64_t timed = 0;
  for (std::size_t from = 0; from < rows.size(); from += RecordBatch::kMostAdded) {
    timed += add_some(batch, rows.subspan(from, std::min(RecordBatch::kMostAdded, rows.size() - from)));
  }
  if (!batch.told().empty()) add_repeats(batch, rows);
  return timed;
}

std::uint64_t PaneCounts::add_some(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  RecordBatch::Counts sum;
  Nanos latest = last_record_;
  for (const auto row : rows) {
    latest = std::max(latest, batch.times()[row]);
    const auto& counts = batch.counts(row);
    sum.marks += counts.marks;
    sum.retries += counts.retries;
    sum.items += counts.items;
  }
  last_record_ = latest;
  stats::Counters<kSums>::Addends addends{};
  addends[kRecords] = rows.size();
  addends[kTransactions] = RecordBatch::count_of(RecordBatch::kTransaction, sum.marks);
  addends[kFailures] = RecordBatch::count_of(RecordBatch::kFailure, sum.marks);
  addends[kRetried] = RecordBatch::count_of(RecordBatch::kRetried, sum.marks);
  addends[kTimed] = RecordBatch::count_of(RecordBatch::kTimed, sum.marks);
  addends[kRetries] = sum.retries;
  addends[kItems] = sum.items;
  counts_(addends);
  return addends[kTimed];
}

double PaneCounts::least_threshold() const {
  double least = kNone;
  if (within_) {
    for (const auto& [seconds, count] : *within_) least = std::min(least, seconds);
  }
  return least;
}

void PaneCounts::add_within(std::span<const double> durations) {
  for (auto& [seconds, count] : within()) {
    for (const double duration : durations) count += duration <= seconds;
  }
}

/// Each record is counted once already.
void PaneCounts::add_repeats(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  for (const auto row : rows) {
    const auto told = batch.told()[row];
    if (told == 0) continue;
    const auto more = told - 1;
    const auto& counts = batch.counts(row);
    const double duration = batch.durations().values[row];
    stats::Counters<kSums>::Addends addends{};
    addends[kUnordered] = 1;
    addends[kTransactions] = more;
    if (RecordBatch::count_of(RecordBatch::kFailure, counts.marks) > 0) addends[kFailures] = more;
    if (counts.retries > 0) addends[kRetried] = std::min(more, counts.retries - 1);
    if (!std::isnan(duration)) addends[kTimed] = more;
    counts_(addends);
    for (auto& [seconds, count] : within()) count += duration <= seconds ? more : 0;
  }
}

void PaneCounts::merge(const PaneCounts& other) {
  stats::merge(counts_, other.counts_);
  last_record_ = std::max(last_record_, other.last_record_);
  for (std::size_t i = 0; i < within().size(); ++i) within()[i].count += (*other.within_)[i].count;
}

void PaneCounts::subtract(const PaneCounts& merged) {
  stats::subtract(counts_, merged.counts_);
  for (std::size_t i = 0; i < within().size(); ++i) within()[i].count -= (*merged.within_)[i].count;
}

std::optional<Nanos> PaneCounts::last_record() const { return records() > 0 ? std::optional(last_record_) : std::nullopt; }

std::uint64_t PaneCounts::within(double threshold) const {
  return std::ranges::find(*within_, threshold, &Within::seconds)->count;
}

}  // namespace invmon::window
