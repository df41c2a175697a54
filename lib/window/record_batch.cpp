#include "window/record_batch.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

namespace invmon::window {
namespace {

RecordBatch::Counts counts_of(const record::Record& record) {
  RecordBatch::Counts counts{RecordBatch::kTransaction, record.retries, record.items};
  if (record.failure) counts.marks += RecordBatch::kFailure;
  if (record.retries > 0) counts.marks += RecordBatch::kRetried;
  if (record.duration) counts.marks += RecordBatch::kTimed;
  return counts;
}

void put(RecordBatch::Column& column, std::size_t row, const std::optional<double>& value) {
  column.values[row] = value.value_or(std::numeric_limits<double>::quiet_NaN());
  column.complete &= value.has_value();
}

}  // namespace

void RecordBatch::clear(std::size_t source) {
  source_ = source;
  size_ = 0;
  durations_.complete = true;
  for (auto& gauge : gauges_) gauge.complete = true;
  told_.clear();
}

void RecordBatch::add(const record::Record& record, std::uint64_t offset) {
  if (size_ == rows_.size()) make_room(record.gauges.size());
  const auto row = size_++;
  times_[row] = record.time;
  offsets_[row] = offset;
  counts_[row] = record.transaction ? counts_of(record) : Counts();
  put(durations_, row, record.transaction ? record.duration : std::nullopt);
  for (std::size_t i = 0; i < gauges_.size(); ++i) put(gauges_[i], row, record.gauges[i]);
  const bool tells = record.transaction && record.counted;
  if (!tells && told_.empty()) return;
  told_.resize(size_);
  told_.back() = tells ? record.count : 0;
}

/// All columns at once, so that one look tells that there is none.
void RecordBatch::make_room(std::size_t gauges) {
  constexpr std::size_t kLeast = 16;
  const auto room = std::max(kLeast, 2 * size_);
  rows_.resize(room);
  std::iota(rows_.begin(), rows_.end(), std::uint32_t{0});
  times_.resize(room);
  offsets_.resize(room);
  counts_.resize(room);
  durations_.values.resize(room);
  gauges_.resize(gauges);
  for (auto& gauge : gauges_) gauge.values.resize(room);
}

}  // namespace invmon::window
