#include "window/pane.hpp"

#include <algorithm>
#include <boost/container/static_vector.hpp>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace invmon::window {
namespace {

/// Calls take(values) with the values of those rows that have one, some at a time.
template <class Take>
void for_present_values(const RecordBatch::Column& column, std::span<const std::uint32_t> rows, Take take) {
  if (column.complete && RecordBatch::are_neighbours(rows)) {
    take(std::span(column.values).subspan(rows.front(), rows.size()));
  } else {
    column.visit(
        rows, [](double value) { return !std::isnan(value); }, take);
  }
}

using SomeRows = boost::container::static_vector<std::uint32_t, 2>;

/// Of those rows that are `present` the earliest and the latest one, if there are any. Of rows of the same time the first one
/// comes first. The times are looked at before the rows: which of two is earlier can't be foreseen, and so is not branched on.
template <class Present>
SomeRows ends(std::span<const std::uint32_t> rows, std::span<const Nanos> times, Present present) {
  Nanos earliest = std::numeric_limits<Nanos>::max(), latest = std::numeric_limits<Nanos>::min();
  for (const auto row : rows) {
    if (!present(row)) continue;
    earliest = std::min(earliest, times[row]);
    latest = std::max(latest, times[row]);
  }
  const auto first = std::ranges::find_if(rows, [&](auto row) { return times[row] == earliest && present(row); });
  if (first == rows.end()) return {};
  return {*first, *std::find_if(rows.rbegin(), rows.rend(), [&](auto row) { return times[row] == latest && present(row); })};
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

void PaneParts::add(const PaneParts& more) {
  if (more.durations != Durations::none) {
    longer_than = durations == Durations::none ? more.longer_than : std::min(longer_than, more.longer_than);
  }
  durations = std::max(durations, more.durations);
  gauges = std::max(gauges, more.gauges);
  add_thresholds(more.thresholds);
}

PaneParts PaneParts::out_of(const PaneParts& kept) const {
  return {gauges, durations, thresholds.empty() ? thresholds : kept.thresholds, kept.longer_than};
}

Pane::Pane(const PaneParts& parts) : PaneCounts(parts.thresholds) {
  if (parts.durations == Durations::none && parts.gauges == 0) return;
  values_ = stats::Owned(std::make_unique<Values>());
  if (parts.durations == Durations::all) values_->moments = stats::Owned(std::make_unique<stats::DurationMoments>());
  if (parts.durations != Durations::none) values_->durations.emplace();
  values_->longer_than = parts.longer_than;
  values_->gauges.resize(parts.gauges);
}

void Pane::add(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  if (rows.empty()) return;
  const bool keeps_longer = values_ && values_->durations && std::isfinite(values_->longer_than);
  PaneCounts::add(batch, rows, keeps_longer ? values_->longer_than : kNone,
                  [&](std::span<const double> durations) { add_longer(durations); });
  if (!values_) return;
  if (values_->durations) add_durations(batch, rows);
  add_gauges(batch, rows);
}

/// Those of some durations that are longer than what is only counted, which mostly are all.
void Pane::add_longer(std::span<const double> durations) {
  const auto is_longer = [&](double duration) { return duration > values_->longer_than; };
  if (std::ranges::all_of(durations, is_longer)) return stats::add_all(*values_->durations, durations);
  for (const double duration : durations) {
    if (is_longer(duration)) stats::add_all(*values_->durations, {&duration, 1});
  }
}

void Pane::add_gauges(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  SomeRows ends_of_all;
  for (std::size_t i = 0; i < values_->gauges.size(); ++i) {
    auto& gauge = values_->gauges[i];
    const auto& column = batch.gauge(i);
    for_present_values(column, rows, [&](std::span<const double> present) { stats::add_all(gauge.values, present); });
    if (column.complete && ends_of_all.empty()) ends_of_all = ends(rows, batch.times(), [](auto) { return true; });
    const auto is_present = [&](std::uint32_t row) { return !std::isnan(column.values[row]); };
    for (const auto row : column.complete ? ends_of_all : ends(rows, batch.times(), is_present)) {
      gauge.ends.add(column.values[row], batch.times()[row], batch.place(row));
    }
  }
}

void Pane::add(const record::Record& record, RecordPlace place) {
  RecordBatch batch;
  batch.clear(place.source);
  batch.add(record, place.offset);
  add(batch, batch.rows());
}

void Pane::add_durations(const RecordBatch& batch, std::span<const std::uint32_t> rows) {
  auto& values = *values_;
  if (values.moments) {
    for_present_values(batch.durations(), rows, [&](auto durations) { stats::add_all(*values.moments, durations); });
  }
  if (!std::isfinite(values.longer_than)) {
    for_present_values(batch.durations(), rows,
                       [&](std::span<const double> durations) { stats::add_all(*values.durations, durations); });
  }
  if (batch.told().empty()) return;
  for (const auto row : rows) {
    const double duration = batch.durations().values[row];
    if (batch.told()[row] <= 1 || std::isnan(duration)) continue;
    if (values.moments) stats::add_times(*values.moments, duration, batch.told()[row] - 1);
    if (duration > values.longer_than) stats::add_times(*values.durations, duration, batch.told()[row] - 1);
  }
}

void Pane::merge(const Pane& other) {
  PaneCounts::merge(other);
  if (!values_) return;
  auto& [moments, durations, longer_than, gauges] = *values_;
  const auto& theirs = *other.values_;
  if (moments) stats::merge(*moments, *theirs.moments);
  if (durations) stats::merge(*durations, *theirs.durations);
  for (std::size_t i = 0; i < gauges.size(); ++i) {
    stats::merge(gauges[i].values, theirs.gauges[i].values);
    gauges[i].ends.merge(theirs.gauges[i].ends);
  }
}

const stats::Moments& Pane::moments() const {
  static const stats::Moments none;
  return values_ && values_->moments ? stats::extract::moments(*values_->moments) : none;
}

const stats::ExponentialHistogram& Pane::durations() const {
  static const stats::ExponentialHistogram none;
  return values_ && values_->durations ? stats::extract::exponential_histogram(*values_->durations) : none;
}

std::optional<double> Pane::duration_quantile(double q) const { return durations().quantile(q, timed() - durations().count()); }

std::span<const GaugePane> Pane::gauges() const {
  return values_ ? std::span<const GaugePane>(values_->gauges) : std::span<const GaugePane>();
}

}  // namespace invmon::window
