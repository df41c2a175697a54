#include "window/pane_counts.hpp"

#include <algorithm>
#include <array>
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

constexpr std::array<stats::Count PaneCounts::*, 8> PaneCounts::kCounts = {
    &PaneCounts::records_, &PaneCounts::transactions_, &PaneCounts::failures_, &PaneCounts::retries_,
    &PaneCounts::retried_, &PaneCounts::items_,        &PaneCounts::timed_,    &PaneCounts::unordered_};

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
    unordered_(1);
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
  for (const auto count : kCounts) stats::merge(this->*count, other.*count);
  last_record_ = std::max(last_record_, other.last_record_);
  for (std::size_t i = 0; i < within_.size(); ++i) within_[i] += other.within_[i];
}

void PaneCounts::subtract(const PaneCounts& merged) {
  for (const auto count : kCounts) stats::subtract(this->*count, merged.*count);
  for (std::size_t i = 0; i < within_.size(); ++i) within_[i] -= merged.within_[i];
}

bool PaneCounts::is_full() const {
  return std::ranges::any_of(kCounts, [this](auto count) { return stats::extract::counter(this->*count).is_full(); });
}

std::optional<Nanos> PaneCounts::last_record() const { return records() > 0 ? std::optional(last_record_) : std::nullopt; }

std::uint64_t PaneCounts::within(double threshold) const {
  const auto& thresholds = parts_->thresholds;
  return within_[static_cast<std::size_t>(std::find(thresholds.begin(), thresholds.end(), threshold) - thresholds.begin())];
}

}  // namespace invmon::window
