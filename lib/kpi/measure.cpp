#include "kpi/measure.hpp"

#include <array>

namespace invmon::kpi {
namespace {

Maybe ratio(double part, double whole) {
  if (whole == 0) return std::nullopt;
  return part / whole;
}

Duration measure_duration(const stats::Distribution& distribution) {
  constexpr std::array kQuantiles = {0.5, 0.9, 0.95, 0.99, 0.999};
  const auto& moments = stats::extract::moments(distribution);
  Duration result;
  result.count = moments.count();
  result.sum = moments.sum();
  result.mean = moments.mean();
  result.min = moments.min();
  result.max = moments.max();
  result.stddev = moments.stddev();
  std::array<Maybe, kQuantiles.size()> quantiles;
  stats::extract::exponential_histogram(distribution).quantiles(kQuantiles, quantiles);
  result.p50 = quantiles[0];
  result.p90 = quantiles[1];
  result.p95 = quantiles[2];
  result.p99 = quantiles[3];
  result.p999 = quantiles[4];
  return result;
}

Gauge measure_gauge(const window::GaugePane& gauge, const std::string& name) {
  const auto& histogram = stats::extract::exponential_histogram(gauge.values);
  const auto sum = stats::extract::exact_sum(gauge.values).value();
  Gauge result;
  result.name = name;
  result.count = histogram.count();
  result.mean = ratio(sum, static_cast<double>(histogram.count()));
  result.min = histogram.min();
  result.max = histogram.max();
  result.last = gauge.last.value();
  result.p95 = histogram.quantile(0.95);
  return result;
}

Streaks measure_streaks(const stats::Streak& streak) {
  return {streak.longest(), streak.open().length, streak.over_threshold(), streak.threshold()};
}

}  // namespace

Snapshot measure(const window::Pane& pane, const stats::Streak* streak, double seconds,
                 std::span<const std::string> gauge_names) {
  const auto transactions = static_cast<double>(pane.transactions());
  Snapshot result;
  result.transactions = pane.transactions();
  result.failures = pane.failures();
  result.error_rate = ratio(static_cast<double>(pane.failures()), transactions);
  result.success_ratio = ratio(static_cast<double>(pane.transactions() - pane.failures()), transactions);
  result.retries = pane.retries();
  result.retry_rate = ratio(static_cast<double>(pane.retries()), transactions);
  result.retried_share = ratio(static_cast<double>(pane.retried()), transactions);
  result.retries_per_1k = ratio(1000 * static_cast<double>(pane.retries()), transactions);
  result.items = pane.items();
  result.items_per_minute = ratio(60 * static_cast<double>(pane.items()), seconds);
  result.transactions_per_minute = ratio(60 * transactions, seconds);
  result.duration = measure_duration(pane.durations());
  for (std::size_t i = 0; i < gauge_names.size(); ++i) result.gauges.push_back(measure_gauge(pane.gauges()[i], gauge_names[i]));
  if (streak != nullptr) result.streak = measure_streaks(*streak);
  return result;
}

}  // namespace invmon::kpi
