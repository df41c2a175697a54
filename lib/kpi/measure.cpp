#include "kpi/measure.hpp"

#include <array>

#include "kpi/counted.hpp"

namespace invmon::kpi {
namespace {

void measure_moments(const stats::Moments& moments, Duration& result) {
  result.count = moments.count();
  result.sum = moments.sum();
  result.mean = moments.mean();
  result.min = moments.min();
  result.max = moments.max();
  result.stddev = moments.stddev();
}

void measure_quantiles(const stats::ExponentialHistogram& durations, Duration& result) {
  constexpr std::array kQuantiles = {0.5, 0.9, 0.95, 0.99, 0.999};
  std::array<Maybe, kQuantiles.size()> quantiles;
  durations.quantiles(kQuantiles, quantiles);
  result.p50 = quantiles[0];
  result.p90 = quantiles[1];
  result.p95 = quantiles[2];
  result.p99 = quantiles[3];
  result.p999 = quantiles[4];
}

Gauge measure_gauge(const window::GaugePane& gauge, const std::string& name) {
  const auto& histogram = stats::extract::exponential_histogram(gauge.values);
  const auto sum = stats::extract::exact_sum(gauge.values).value();
  constexpr std::array kQuantiles = {0.0, 0.95, 1.0};
  std::array<Maybe, kQuantiles.size()> quantiles;
  histogram.quantiles(kQuantiles, quantiles);
  Gauge result;
  result.name = name;
  result.count = histogram.count();
  result.mean = quotient(sum, static_cast<double>(histogram.count()));
  result.min = quantiles[0];
  result.p95 = quantiles[1];
  result.max = quantiles[2];
  result.last = gauge.ends.last();
  return result;
}

Streaks measure_streaks(const stats::Streak& streak) {
  return {streak.longest(), streak.open().length, streak.over_threshold(), streak.threshold()};
}

void measure_counts(const window::PaneCounts& counts, double seconds, Snapshot& result) {
  result.transactions = counts.transactions();
  result.failures = counts.failures();
  result.error_rate = error_rate(counts, seconds);
  result.success_ratio = success_ratio(counts, seconds);
  result.retries = counts.retries();
  result.retry_rate = retry_rate(counts, seconds);
  result.retried_share = retried_share(counts, seconds);
  result.retries_per_1k = retries_per_1k(counts, seconds);
  result.items = counts.items();
  result.items_per_minute = items_per_minute(counts, seconds);
  result.transactions_per_minute = transactions_per_minute(counts, seconds);
}

}  // namespace

Snapshot measure(const window::Pane& pane, const stats::Streak* streak, double seconds,
                 std::span<const std::string> gauge_names) {
  Snapshot result;
  measure_counts(pane, seconds, result);
  measure_moments(pane.moments(), result.duration);
  measure_quantiles(pane.durations(), result.duration);
  for (std::size_t i = 0; i < gauge_names.size(); ++i) result.gauges.push_back(measure_gauge(pane.gauges()[i], gauge_names[i]));
  if (streak != nullptr && !pane.unordered()) result.streak = measure_streaks(*streak);
  return result;
}

Maybe measure_one(const Entry& entry, const window::PaneCounts& counts, const window::Pane* pane, const stats::Streak* streak,
                  double seconds) {
  if (entry.source == Source::counts) return entry.of_counts(counts, seconds);
  Snapshot snapshot;
  if (entry.source == Source::moments) {
    measure_moments(pane->moments(), snapshot.duration);
  } else if (entry.source == Source::quantiles) {
    measure_quantiles(pane->durations(), snapshot.duration);
  } else if (streak != nullptr && !counts.unordered()) {
    snapshot.streak = measure_streaks(*streak);
  }
  return entry.read(snapshot);
}

}  // namespace invmon::kpi
