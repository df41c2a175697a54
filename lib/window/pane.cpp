#include "window/pane.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace invmon::window {

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

Pane::Pane(PaneParts parts)
    : parts_(std::make_shared<const PaneParts>(std::move(parts))), within_(parts_->thresholds.size()), gauges_(parts_->gauges) {
  if (parts_->durations) durations_ = stats::Owned<stats::Distribution>(std::make_unique<stats::Distribution>());
}

void Pane::add(const record::Record& record, RecordPlace place) {
  records_(1);
  last_record_ = std::max(last_record_, record.time);
  for (std::size_t i = 0; i < gauges_.size(); ++i) {
    if (const auto value = record.gauges[i]) {
      gauges_[i].values(*value);
      gauges_[i].ends.add(*value, record.time, place);
    }
  }
  if (!record.transaction) return;
  transactions_(1);
  if (record.failure) failures_(1);
  retries_(record.retries);
  if (record.retries > 0) retried_(1);
  items_(record.items);
  if (!record.duration) return;
  timed_(1);
  if (durations_) (*durations_)(*record.duration);
  for (std::size_t i = 0; i < within_.size(); ++i) within_[i] += *record.duration <= parts_->thresholds[i];
}

void Pane::merge(const Pane& other) {
  stats::merge(records_, other.records_);
  stats::merge(transactions_, other.transactions_);
  stats::merge(failures_, other.failures_);
  stats::merge(retries_, other.retries_);
  stats::merge(retried_, other.retried_);
  stats::merge(items_, other.items_);
  stats::merge(timed_, other.timed_);
  last_record_ = std::max(last_record_, other.last_record_);
  for (std::size_t i = 0; i < within_.size(); ++i) within_[i] += other.within_[i];
  if (durations_) stats::merge(*durations_, *other.durations_);
  for (std::size_t i = 0; i < gauges_.size(); ++i) {
    stats::merge(gauges_[i].values, other.gauges_[i].values);
    gauges_[i].ends.merge(other.gauges_[i].ends);
  }
}

std::optional<Nanos> Pane::last_record() const { return records() > 0 ? std::optional(last_record_) : std::nullopt; }

const stats::Distribution& Pane::durations() const {
  static const stats::Distribution none;
  return durations_ ? *durations_ : none;
}

std::uint64_t Pane::within(double threshold) const {
  const auto& thresholds = parts_->thresholds;
  return within_[static_cast<std::size_t>(std::find(thresholds.begin(), thresholds.end(), threshold) - thresholds.begin())];
}

}  // namespace invmon::window
