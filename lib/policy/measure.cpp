#include "policy/measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "kpi/measure.hpp"
#include "stats/bucket_index.hpp"
#include "stats/exponential_histogram.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {
namespace {

using Op = Condition::Node::Op;

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

std::optional<double> share_within(const window::PaneCounts& counts, double seconds) {
  if (counts.timed() == 0) return std::nullopt;
  return static_cast<double>(counts.within(seconds)) / static_cast<double>(counts.timed());
}

/// What has to be kept of durations for a measure that is read from them.
window::Durations durations_for(const Measure& measure) {
  const bool moments = measure.kind == Measure::Kind::kpi && measure.entry->source == kpi::Source::moments;
  return moments ? window::Durations::all : window::Durations::quantiles;
}

Reading reading_of(kpi::Source source) {
  switch (source) {
    case kpi::Source::counts:
      return Reading::counts;
    case kpi::Source::moments:
    case kpi::Source::quantiles:
      return Reading::values;
    case kpi::Source::streaks:
      return Reading::streaks;
  }
  return Reading::counts;
}

}  // namespace

Reading reading_of(const Measure& measure) {
  switch (measure.kind) {
    case Measure::Kind::kpi:
      return reading_of(measure.entry->source);
    case Measure::Kind::quantile:
    case Measure::Kind::gauge:
      return Reading::values;
    case Measure::Kind::records:
    case Measure::Kind::share_within:
    case Measure::Kind::over:
    case Measure::Kind::age:
      break;
  }
  return Reading::counts;
}

std::optional<CountedLimit> counted_limit(const Condition& condition, std::size_t measure) {
  constexpr double kNoEnd = std::numeric_limits<double>::infinity();
  const bool quantile = condition.measures()[measure].kind == Measure::Kind::quantile;
  const auto limit = quantile ? condition.limit_of(measure) : std::nullopt;
  if (!limit) return std::nullopt;
  if (*limit <= 0) return CountedLimit{*limit, -kNoEnd, kNoEnd};
  const int bucket = stats::bucket_index(*limit);
  return CountedLimit{*limit, stats::bucket_low(bucket), stats::bucket_low(bucket + 1)};
}

std::optional<double> beside(const CountedLimit& limit, double q, const window::PaneCounts& counts) {
  const auto timed = counts.timed();
  if (timed == 0) return std::nullopt;
  const auto rank = stats::nearest_rank(q, timed);
  const bool exact = timed <= stats::ExponentialHistogram::kExactLimit;
  if (counts.within(exact ? limit.limit : limit.high) < rank) return std::numeric_limits<double>::infinity();
  if (counts.within(exact ? limit.limit : limit.low) >= rank) return limit.limit;
  return std::nullopt;
}

std::optional<double> read(const Measure& measure, const WindowData& data) {
  switch (measure.kind) {
    case Measure::Kind::kpi:
      return kpi::measure_one(*measure.entry, data.counts, data.pane, data.streak, data.seconds);
    case Measure::Kind::quantile:
      return data.pane->duration_quantile(measure.parameter);
    case Measure::Kind::records:
      return static_cast<double>(data.counts.records());
    case Measure::Kind::share_within:
      return share_within(data.counts, measure.parameter);
    case Measure::Kind::over:
      return static_cast<double>(data.counts.timed() - data.counts.within(measure.parameter));
    case Measure::Kind::gauge:
      return read_gauge(measure, data.pane->gauges()[measure.gauge]);
    case Measure::Kind::age:
      return data.age;
  }
  return std::nullopt;
}

void require(std::span<const Measure> measures, std::size_t gauges, FeedSpec& feed) {
  auto& parts = feed.parts;
  for (const auto& measure : measures) {
    const Reading reading = reading_of(measure);
    const bool gauge = measure.kind == Measure::Kind::gauge;
    if (reading == Reading::values && !gauge) parts.durations = std::max(parts.durations, durations_for(measure));
    feed.streaks |= reading == Reading::streaks;
    if (gauge) parts.gauges = gauges;
    const bool threshold = measure.kind == Measure::Kind::share_within || measure.kind == Measure::Kind::over;
    if (threshold) parts.add_thresholds({&measure.parameter, 1});
  }
}

void require(const Condition& condition, std::size_t gauges, FeedSpec& feed) {
  require(condition.measures(), gauges, feed);
  for (std::size_t i = 0; i < condition.measures().size(); ++i) {
    if (const auto counted = counted_limit(condition, i)) {
      feed.parts.add_thresholds(std::array{counted->limit, counted->low, counted->high});
    }
  }
}

double least_duration_read(const Condition& condition) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  double least = kNone;
  for (std::size_t i = 0; i < condition.measures().size(); ++i) {
    const auto& measure = condition.measures()[i];
    if (reading_of(measure) != Reading::values || measure.kind == Measure::Kind::gauge) continue;
    const auto* needed = condition.needed_comparison(i);
    const auto limit = needed != nullptr && needed->op == Op::greater ? counted_limit(condition, i) : std::nullopt;
    least = std::min(least, limit ? limit->low : -kNone);
  }
  return least == kNone ? -kNone : least;
}

std::uint64_t least_streak_read(const Condition& condition) {
  constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
  constexpr double kMost = 1 << 20;
  std::uint64_t least = kNone;
  for (std::size_t i = 0; i < condition.measures().size(); ++i) {
    const auto& measure = condition.measures()[i];
    if (reading_of(measure) != Reading::streaks) continue;
    const auto* needed = condition.needed_comparison(i);
    if (needed == nullptr || measure.entry->name != "failure_streak") return 1;
    const double limit = std::clamp(condition.nodes()[needed->right].number, 0.0, kMost);
    const double length = needed->op == Op::greater ? std::floor(limit) + 1 : std::ceil(limit);
    least = std::min(least, static_cast<std::uint64_t>(std::max(length, 1.0)));
  }
  return least == kNone ? 1 : least;
}

}  // namespace invmon::policy
