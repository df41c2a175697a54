#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/units.hpp"
#include "chart/header.hpp"
#include "chart/shared.hpp"
#include "chart/time_layout.hpp"

namespace invmon::chart {
namespace {

constexpr double kMarkRows = 36;  ///< for the names of quantiles
constexpr double kAxisHeight = 40;

/// A histogram on its axes.
struct Histogram {
  ValueAxis x, y;
  Rect plot;
  std::vector<double> bars;  ///< counts of equally wide stretches of the plot
  double beyond = 0;         ///< durations that lie to the right of the axis

  double at(double seconds) const { return plot.x + x.share(seconds) * plot.width; }
};

/// A linear axis ends where the tail gets so long that nothing else could be seen.
double shown_maximum(const kpi::Duration& duration) {
  constexpr double kLongTail = 3;
  return std::min(*duration.max, *duration.p999 * kLongTail);
}

double smallest_above_zero(const report::Report& report) {
  for (const auto& bucket : report.durations) {
    if (bucket.high > 0) return std::max(bucket.low, std::min(bucket.high, *report.kpi.duration.min));
  }
  return 0;
}

/// Counts what falls between two places of the axis as if each bucket held its values evenly.
void fill(Histogram& histogram, const report::Report& report) {
  constexpr double kBarWidth = 4;
  histogram.bars.resize(static_cast<std::size_t>(std::max(1.0, histogram.plot.width / kBarWidth)));
  const auto count = static_cast<double>(histogram.bars.size());
  for (const auto& bucket : report.durations) {
    const auto events = static_cast<double>(bucket.count);
    if (bucket.low > histogram.x.high) {
      histogram.beyond += events;
      continue;
    }
    const double from = histogram.x.share(bucket.low) * count, to = histogram.x.share(bucket.high) * count;
    const auto first = std::min(histogram.bars.size() - 1, static_cast<std::size_t>(from));
    const auto last = std::min(histogram.bars.size() - 1, static_cast<std::size_t>(to));
    for (auto i = first; i <= last; ++i) {
      const double left = std::max(from, static_cast<double>(i)), right = std::min(to, static_cast<double>(i) + 1);
      histogram.bars[i] += first == last ? events : events * std::max(0.0, right - left) / (to - from);
    }
  }
}

void draw_axes(Canvas& canvas, const Histogram& histogram) {
  const auto& [x, y, plot, bars, beyond] = histogram;
  const Theme& theme = canvas.theme();
  for (const auto& tick : y.ticks) {
    const double at = sharp(plot.bottom() - y.share(tick.value) * plot.height);
    canvas.line({plot.x, at}, {plot.right(), at}, {theme.grid, 1});
    canvas.text({plot.x - 8, at + 4.5}, tick.label, kText, theme.muted, Anchor::end);
  }
  double free_from = 0;
  for (const auto& tick : x.ticks) {
    const double at = sharp(histogram.at(tick.value)), half = canvas.width_of(tick.label, kText) / 2;
    canvas.line({at, plot.bottom()}, {at, plot.bottom() + 4}, {theme.axis, 1});
    if (at - half < free_from || at + half > canvas.style().width) continue;
    canvas.text({at, plot.bottom() + 19}, tick.label, kText, theme.muted, Anchor::middle);
    free_from = at + half + 8;
  }
  canvas.line({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, {theme.axis, 1});
}

void draw_bars(Canvas& canvas, const Histogram& histogram) {
  const Rect& plot = histogram.plot;
  const double width = plot.width / static_cast<double>(histogram.bars.size());
  for (std::size_t i = 0; i < histogram.bars.size(); ++i) {
    const double top = sharp(plot.bottom() - histogram.y.share(histogram.bars[i]) * plot.height);
    const double left = sharp(plot.x + static_cast<double>(i) * width),
                 right = sharp(plot.x + static_cast<double>(i + 1) * width);
    if (histogram.bars[i] > 0) {
      // The rarest are seen as well.
      const double seen = std::min(top, plot.bottom() - 1);
      canvas.add(RectItem{{left, seen, right - left, plot.bottom() - seen}, with_alpha(canvas.theme().series[kBlue].line, 0.75)});
    }
  }
}

/// A dashed line at each quantile, its name in one of two rows above the plot; where both are taken the name is left out.
void draw_marks(Canvas& canvas, const Histogram& histogram, const kpi::Duration& duration) {
  const std::pair<std::string_view, kpi::Maybe> marks[] = {
      {"p50", duration.p50}, {"p90", duration.p90}, {"p95", duration.p95}, {"p99", duration.p99}, {"p99.9", duration.p999}};
  const Hue& hue = canvas.theme().series[kVermillion];
  double free_from[2] = {0, 0};
  for (const auto& [name, value] : marks) {
    if (!value || *value > histogram.x.high) continue;
    const double x = sharp(histogram.at(*value));
    canvas.line({x, histogram.plot.y}, {x, histogram.plot.bottom()}, {hue.line, 1.5, true});
    const auto label = fmt::format("{} {}", name, format_seconds(*value));
    const double width = canvas.width_of(label, kBoldText);
    const double left = std::clamp(x - width / 2, kPadding, std::max(kPadding, canvas.style().width - kPadding - width));
    const int row = left >= free_from[0] ? 0 : 1;
    if (left < free_from[row]) continue;
    canvas.text({left, histogram.plot.y - 8 - 15 * row}, label, kBoldText, hue.text);
    free_from[row] = left + width + 10;
  }
}

Histogram lay_out(const Canvas& canvas, const report::Report& report, double top) {
  constexpr double kTickPitch = 90;
  const Style& style = canvas.style();
  Histogram histogram;
  const double height = std::max(kLeastPlotHeight, style.height - top - kMarkRows - kAxisHeight);
  const double low = smallest_above_zero(report);
  const double left = kPadding + 56;
  histogram.plot = {left, top + kMarkRows, std::max(40.0, style.width - left - 24), height};
  histogram.x = style.logarithmic && low > 0
                    ? logarithmic_axis(low, *report.kpi.duration.max, Unit::seconds, histogram.plot.width)
                    : linear_axis(0, shown_maximum(report.kpi.duration), Unit::seconds, histogram.plot.width, kTickPitch);
  fill(histogram, report);
  histogram.y = linear_axis(0, *std::ranges::max_element(histogram.bars), Unit::number, height);
  const double labels = std::ceil(kPadding + widest_label(canvas, histogram.y) + 8);
  histogram.plot.width += histogram.plot.x - labels;
  histogram.plot.x = labels;
  return histogram;
}

}  // namespace

DrawList draw_distribution(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  const auto& duration = report.kpi.duration;
  Canvas canvas("distribution", style);
  Header header{"Distribution of durations", "", {}};
  if (duration.count == 0 || report.durations.empty()) {
    return draw_without_data(canvas, header, "No transaction with a duration in this range");
  }
  header.subtitle =
      fmt::format("{} transactions by duration{}", format_count(duration.count), style.logarithmic ? ", logarithmic axis" : "");
  const double top = kPadding + 45;
  const auto histogram = lay_out(canvas, report, top);
  if (histogram.beyond > 0)
    header.subtitle +=
        fmt::format("; {} more beyond the axis, up to {}", format_number(histogram.beyond), format_seconds(*duration.max));
  draw_header(canvas, header);
  draw_axes(canvas, histogram);
  draw_bars(canvas, histogram);
  draw_marks(canvas, histogram, duration);
  return canvas.finish(histogram.plot.bottom() + kAxisHeight);
}

}  // namespace invmon::chart
