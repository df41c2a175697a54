#include "window/pane_counts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace invmon::window {

PaneCounts::PaneCounts(std::shared_ptr<const PaneParts> parts) : parts_(std::move(parts)), within_(parts_->thresholds.size()) {}

void PaneCounts::add(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  std::uint64_t transactions = 0, failures = 0, retries = 0, retried = 0, items = 0;
  for (const auto row : rows) {
    last_record_ = std::max(last_record_, batch.times[row]);
    const auto& counts = batch.counts[row];
    transactions += counts.transaction;
    failures += counts.failure;
    retries += counts.retries;
    retried += counts.retries > 0;
    items += counts.items;
  }
  records_(rows.size());
  transactions_(transactions);
  failures_(failures);
  retries_(retries);
  retried_(retried);
  items_(items);
  add_durations(batch.durations, rows);
  if (!batch.told.empty()) add_repeats(batch, rows);
}

void PaneCounts::add_durations(std::span<const double> durations, std::span<const std::uint32_t> rows) {
  std::uint64_t timed = 0;
  for (const auto row : rows) timed += !std::isnan(durations[row]);
  timed_(timed);
  for (std::size_t i = 0; i < within_.size(); ++i) {
    const double threshold = parts_->thresholds[i];
    for (const auto row : rows) within_[i] += durations[row] <= threshold;
  }
}

/// Each record is counted once already.
void PaneCounts::add_repeats(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  for (const auto row : rows) {
    const auto told = batch.told[row];
    if (told == 0) continue;
    unordered_ = true;
    const auto more = told - 1;
    const auto& counts = batch.counts[row];
    transactions_(more);
    if (counts.failure) failures_(more);
    if (counts.retries > 0) retried_(std::min(more, counts.retries - 1));
    if (std::isnan(batch.durations[row])) continue;
    timed_(more);
    for (std::size_t i = 0; i < within_.size(); ++i) within_[i] += batch.durations[row] <= parts_->thresholds[i] ? more : 0;
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
