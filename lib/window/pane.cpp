#include "window/pane.hpp"

#include <tuple>

namespace invmon::window {

void Last::add(double value, Nanos time, RecordPlace place) {
  if (latest_ && std::tie(std::get<0>(*latest_), std::get<1>(*latest_)) > std::tie(time, place)) return;
  latest_.emplace(time, place, value);
}

void Last::merge(const Last& other) {
  if (other.latest_) add(std::get<2>(*other.latest_), std::get<0>(*other.latest_), std::get<1>(*other.latest_));
}

std::optional<double> Last::value() const {
  if (!latest_) return std::nullopt;
  return std::get<2>(*latest_);
}

void Pane::add(const record::Record& record, RecordPlace place) {
  for (std::size_t i = 0; i < gauges_.size(); ++i) {
    if (const auto value = record.gauges[i]) {
      gauges_[i].values(*value);
      gauges_[i].last.add(*value, record.time, place);
    }
  }
  if (!record.transaction) return;
  transactions_.add();
  if (record.failure) failures_.add();
  retries_.add(record.retries);
  if (record.retries > 0) retried_.add();
  items_.add(record.items);
  if (record.duration) durations_(*record.duration);
}

void Pane::merge(const Pane& other) {
  transactions_.merge(other.transactions_);
  failures_.merge(other.failures_);
  retries_.merge(other.retries_);
  retried_.merge(other.retried_);
  items_.merge(other.items_);
  stats::merge(durations_, other.durations_);
  for (std::size_t i = 0; i < gauges_.size(); ++i) {
    stats::merge(gauges_[i].values, other.gauges_[i].values);
    gauges_[i].last.merge(other.gauges_[i].last);
  }
}

}  // namespace invmon::window
