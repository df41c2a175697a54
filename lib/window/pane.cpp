#include "window/pane.hpp"

#include <algorithm>
#include <array>
#include <boost/container/static_vector.hpp>
#include <cmath>
#include <tuple>
#include <utility>

namespace invmon::window {
namespace {

/// Calls take(values) with value_of(row) of the rows that have a value, some at a time.
template <class ValueOf, class Take>
void for_present_values(ValueOf value_of, std::span<const std::uint32_t> rows, Take take) {
  constexpr std::size_t kAtOnce = 256;
  std::array<double, kAtOnce> values;
  for (std::size_t from = 0; from < rows.size(); from += kAtOnce) {
    std::size_t count = 0;
    for (const auto row : rows.subspan(from, std::min(kAtOnce, rows.size() - from))) {
      values[count] = value_of(row);
      count += !std::isnan(values[count]);
    }
    take(std::span<const double>(values.data(), count));
  }
}

using SomeRows = boost::container::static_vector<std::uint32_t, 2>;

/// The rows of the earliest and of the latest value, none if there is no value. Times do not fall from row to row.
template <class ValueOf>
SomeRows ends_in_order(ValueOf value_of, std::span<const std::uint32_t> rows) {
  const auto present = [&](std::uint32_t row) { return !std::isnan(value_of(row)); };
  const auto first = std::ranges::find_if(rows, present);
  if (first == rows.end()) return {};
  return {*first, *std::find_if(rows.rbegin(), rows.rend(), present)};
}

/// The same for times in any order. Of rows of the same time the first one comes first.
template <class ValueOf>
SomeRows ends(ValueOf value_of, std::span<const std::uint32_t> rows, std::span<const Nanos> times) {
  SomeRows result;
  for (const auto row : rows) {
    if (std::isnan(value_of(row))) continue;
    if (result.empty()) result.assign(2, row);
    if (times[row] < times[result.front()]) result.front() = row;
    if (times[row] >= times[result.back()]) result.back() = row;
  }
  return result;
}

}  // namespace

void Ends::add(const Reading& reading) {
  const auto key = [](const Reading& r) { return std::tie(r.time, r.place); };
  if (!first_ || key(reading) < key(*first_)) first_ = reading;
  if (!last_ || key(*last_) < key(reading)) last_ = reading;
}

void Ends::merge(const Ends& other) {
  if (other.first_) add(*other.first_);
  if (other.last_) add(*other.last_);
}

std::optional<double> Ends::first() const { return first_ ? std::optional(first_->value) : std::nullopt; }
std::optional<double> Ends::last() const { return last_ ? std::optional(last_->value) : std::nullopt; }

void PaneParts::add_thresholds(std::span<const double> more) {
  for (const double threshold : more) {
    if (std::ranges::find(thresholds, threshold) == thresholds.end()) thresholds.push_back(threshold);
  }
}

Pane::Pane(PaneParts parts) : PaneCounts(std::make_shared<const PaneParts>(std::move(parts))), gauges_(this->parts().gauges) {
  if (this->parts().durations) durations_ = stats::Owned<stats::Distribution>(std::make_unique<stats::Distribution>());
}

void Pane::add(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  PaneCounts::add(batch, rows);
  if (durations_) add_durations(batch, rows);
  if (gauges_.empty()) return;
  const bool in_order = std::ranges::is_sorted(rows, {}, [&](std::uint32_t row) { return batch.times[row]; });
  for (std::size_t i = 0; i < gauges_.size(); ++i) {
    const auto value_of = [&batch, i](std::uint32_t row) { return batch.gauge(i, row); };
    for_present_values(value_of, rows, [&](std::span<const double> present) { stats::add_all(gauges_[i].values, present); });
    for (const auto row : in_order ? ends_in_order(value_of, rows) : ends(value_of, rows, batch.times)) {
      gauges_[i].ends.add(value_of(row), batch.times[row], batch.place(row));
    }
  }
}

void Pane::add(const record::Record& record, RecordPlace place) {
  RecordBatch batch;
  batch.source = place.source;
  batch.add(record, place.offset);
  add(batch, batch.rows);
}

void Pane::add_durations(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  for_present_values([&batch](std::uint32_t row) { return batch.durations[row]; }, rows,
                     [this](std::span<const double> durations) { stats::add_all(*durations_, durations); });
  if (batch.told.empty()) return;
  for (const auto row : rows) {
    const auto told = batch.told[row];
    if (told > 1 && !std::isnan(batch.durations[row])) stats::add_times(*durations_, batch.durations[row], told - 1);
  }
}

void Pane::merge(const Pane& other) {
  PaneCounts::merge(other);
  if (durations_) stats::merge(*durations_, *other.durations_);
  for (std::size_t i = 0; i < gauges_.size(); ++i) {
    stats::merge(gauges_[i].values, other.gauges_[i].values);
    gauges_[i].ends.merge(other.gauges_[i].ends);
  }
}

const stats::Distribution& Pane::durations() const {
  static const stats::Distribution none;
  return durations_ ? *durations_ : none;
}

}  // namespace invmon::window
