#include "window/pane_counts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace invmon::window {
namespace {

/// The latest time of some rows.
Nanos latest(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  Nanos time = batch.times()[rows.front()];
  for (const auto row : rows) time = std::max(time, batch.times()[row]);
  return time;
}

}  // namespace

PaneCounts::PaneCounts(std::shared_ptr<const PaneParts> parts) : parts_(std::move(parts)), within_(parts_->thresholds.size()) {}

void PaneCounts::add(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  records_(rows.size());
  last_record_ = std::max(last_record_, latest(batch, rows));
  for (std::size_t from = 0; from < rows.size(); from += RecordBatch::kMostAdded) {
    add_some(batch, rows.subspan(from, std::min(RecordBatch::kMostAdded, rows.size() - from)));
  }
  for (std::size_t i = 0; i < within_.size(); ++i) {
    const double threshold = parts_->thresholds[i];
    for (const auto row : rows) within_[i] += batch.durations().values[row] <= threshold;
  }
  if (!batch.told().empty()) add_repeats(batch, rows);
}

void PaneCounts::add_some(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  RecordBatch::Counts sum;
  for (const auto row : rows) {
    const auto& counts = batch.counts(row);
    sum.marks += counts.marks;
    sum.retries += counts.retries;
    sum.items += counts.items;
  }
  transactions_(RecordBatch::count_of(RecordBatch::kTransaction, sum.marks));
  failures_(RecordBatch::count_of(RecordBatch::kFailure, sum.marks));
  retried_(RecordBatch::count_of(RecordBatch::kRetried, sum.marks));
  timed_(RecordBatch::count_of(RecordBatch::kTimed, sum.marks));
  retries_(sum.retries);
  items_(sum.items);
}

/// Each record is counted once already.
void PaneCounts::add_repeats(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  for (const auto row : rows) {
    const auto told = batch.told()[row];
    if (told == 0) continue;
    unordered_ = true;
    const auto more = told - 1;
    const auto& counts = batch.counts(row);
    transactions_(more);
    if (RecordBatch::count_of(RecordBatch::kFailure, counts.marks) > 0) failures_(more);
    if (counts.retries > 0) retried_(std::min(more, counts.retries - 1));
    const double duration = batch.durations().values[row];
    if (std::isnan(duration)) continue;
    timed_(more);
    for (std::size_t i = 0; i < within_.size(); ++i) within_[i] += duration <= parts_->thresholds[i] ? more : 0;
  }
}

void PaneCounts::merge(const PaneCounts& other) {
  stats::merge(records_, other.records_);
  stats::merge(transactions_, other.transactions_);
  stats::merge(failures_, other.failures_);
  stats::merge(retries_, other.retries_);
  stats::merge(retried_, other.retried_);
  stats::merge(items_, other.items_);
  stats::merge(timed_, other.timed_);
  last_record_ = std::max(last_record_, other.last_record_);
  unordered_ |= other.unordered_;
  for (std::size_t i = 0; i < within_.size(); ++i) within_[i] += other.within_[i];
}

std::optional<Nanos> PaneCounts::last_record() const { return records() > 0 ? std::optional(last_record_) : std::nullopt; }

std::uint64_t PaneCounts::within(double threshold) const {
  const auto& thresholds = parts_->thresholds;
  return within_[static_cast<std::size_t>(std::find(thresholds.begin(), thresholds.end(), threshold) - thresholds.begin())];
}

}  // namespace invmon::window
