#include "policy/measure.hpp"

#include "kpi/measure.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {
namespace {

std::optional<double> read_gauge(const Measure& measure, const window::GaugePane& gauge) {
  const auto& histogram = stats::extract::exponential_histogram(gauge.values);
  if (measure.statistic == GaugeStatistic::count) return static_cast<double>(histogram.count());
  if (histogram.count() == 0) return std::nullopt;
  const double sum = stats::extract::exact_sum(gauge.values).value();
  switch (measure.statistic) {
    case GaugeStatistic::average:
      return sum / static_cast<double>(histogram.count());
    case GaugeStatistic::min:
      return histogram.min();
    case GaugeStatistic::max:
      return histogram.max();
    case GaugeStatistic::first:
      return gauge.ends.first();
    case GaugeStatistic::last:
      return gauge.ends.last();
    case GaugeStatistic::sum:
      return sum;
    case GaugeStatistic::count:
      break;
    case GaugeStatistic::quantile:
      return histogram.quantile(measure.parameter);
  }
  return std::nullopt;
}

std::optional<double> share_within(const window::Pane& pane, double seconds) {
  if (pane.timed() == 0) return std::nullopt;
  return static_cast<double>(pane.within(seconds)) / static_cast<double>(pane.timed());
}

}  // namespace

std::optional<double> read(const Measure& measure, const WindowData& data) {
  switch (measure.kind) {
    case Measure::Kind::kpi:
      return kpi::measure_one(*measure.entry, data.pane, data.streak, data.seconds);
    case Measure::Kind::quantile:
      return stats::extract::exponential_histogram(data.pane.durations()).quantile(measure.parameter);
    case Measure::Kind::records:
      return static_cast<double>(data.pane.records());
    case Measure::Kind::share_within:
      return share_within(data.pane, measure.parameter);
    case Measure::Kind::over:
      return static_cast<double>(data.pane.timed() - data.pane.within(measure.parameter));
    case Measure::Kind::gauge:
      return read_gauge(measure, data.pane.gauges()[measure.gauge]);
    case Measure::Kind::age:
      return data.age;
  }
  return std::nullopt;
}

void require(std::span<const Measure> measures, std::size_t gauges, FeedSpec& feed) {
  auto& parts = feed.parts;
  for (const auto& measure : measures) {
    const bool kpi = measure.kind == Measure::Kind::kpi;
    parts.durations |=
        measure.kind == Measure::Kind::quantile ||
        (kpi && (measure.entry->source == kpi::Source::moments || measure.entry->source == kpi::Source::quantiles));
    feed.streaks |= kpi && measure.entry->source == kpi::Source::streaks;
    if (measure.kind == Measure::Kind::gauge) parts.gauges = gauges;
    const bool threshold = measure.kind == Measure::Kind::share_within || measure.kind == Measure::Kind::over;
    if (threshold) parts.add_thresholds({&measure.parameter, 1});
  }
}

}  // namespace invmon::policy
