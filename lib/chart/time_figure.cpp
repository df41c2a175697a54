#include "chart/time_figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "chart/draw_stack.hpp"
#include "chart/header.hpp"
#include "chart/label.hpp"
#include "chart/shared.hpp"
#include "chart/time_layout.hpp"

namespace invmon::chart {
namespace {

constexpr double kPanelName = 20;
constexpr double kPanelGap = 12;

/// The middle of a window, at which its values stand.
Nanos middle(const report::Window& window) {
  return window.from + static_cast<Nanos>((static_cast<std::uint64_t>(window.to) - static_cast<std::uint64_t>(window.from)) / 2);
}

std::vector<double> values_of(const Panel& panel) {
  if (panel.stacked) return stack_heights(panel.series);
  std::vector<double> values;
  for (const Series& series : panel.series) {
    for (const auto& value : series.values) {
      if (is_present(value)) values.push_back(*value);
    }
  }
  return values;
}

/// Limits that are far above the data would leave it no room.
double with_references(const Panel& panel, double high) {
  constexpr double kFarAbove = 4;
  double highest = high;
  for (const auto& line : panel.references) {
    if (line.value <= high * kFarAbove || high <= 0) highest = std::max(highest, line.value);
  }
  return highest;
}

ValueAxis axis_of(const Panel& panel, double height) {
  auto values = values_of(panel);
  if (values.empty()) return linear_axis(0, 1, panel.unit, height);
  const auto [low, high] = std::ranges::minmax(values);
  const double top = with_references(panel, high);
  if (!panel.logarithmic || high <= 0) return linear_axis(std::min(low, 0.0), std::max(top, 0.0), panel.unit, height);
  std::erase_if(values, [](double value) { return value <= 0; });
  double lowest = std::ranges::min(values);
  for (const auto& line : panel.references) {
    if (line.value > 0 && line.value < top) lowest = std::min(lowest, line.value);
  }
  return logarithmic_axis(lowest, top, panel.unit, height);
}

double right_margin(const Canvas& canvas, const TimeFigure& figure) {
  double widest = 0;
  for (const Panel& panel : figure.panels) {
    for (const auto& line : panel.references) widest = std::max(widest, canvas.width_of(line.label, kReferenceLabel));
  }
  return std::min(widest, widest_reference(canvas.style())) + 8 + kPadding;
}

bool is_smooth(const TimeFigure& figure, const Style& style) {
  const auto stacked = [](const Panel& panel) { return panel.stacked; };
  return static_cast<double>(figure.scale.times.size()) > style.width / 2 && std::ranges::none_of(figure.panels, stacked);
}

LegendEntry entry_of(const Series& series, const Panel& panel, const Theme& theme) {
  const auto mark = panel.stacked ? LegendEntry::Mark::fill : LegendEntry::Mark::line;
  return {series.name, theme.series[series.hue].line, mark};
}

Header header_of(const TimeFigure& figure, std::span<const Span> spans, const Style& style) {
  Header header{figure.title, figure.subtitle, {}};
  const bool smooth = is_smooth(figure, style);
  const bool single = figure.panels.size() == 1 && figure.panels.front().series.size() == 1;
  const auto strong = fmt::format("median of {}", kMedianWindow);
  if (single && smooth) {
    const Color color = style.theme.series[figure.panels.front().series.front().hue].line;
    header.legend = {{figure.scale.pace, with_alpha(color, 0.35), LegendEntry::Mark::thin_line}, {strong, color}};
  } else if (smooth) {
    header.subtitle += "; strong lines: " + strong;
  }
  for (const Panel& panel : figure.panels) {
    if (panel.series.size() == 1 && !panel.stacked) continue;
    for (const auto& series : panel.series) {
      const auto known = [&](const LegendEntry& entry) { return entry.name == series.name; };
      if (std::ranges::none_of(header.legend, known)) header.legend.push_back(entry_of(series, panel, style.theme));
    }
  }
  add_to_legend(header, spans, style.theme);
  return header;
}

/// A figure's panels on its axes.
struct Laid {
  TimeLayout time;
  std::vector<ValueAxis> axes;  ///< one a panel
  double name_height = 0;       ///< of the row above each plot
  double plot_height = 0;
};

/// Margins are as wide as the labels in them.
Laid lay_out(const Canvas& canvas, const TimeFigure& figure, double top) {
  Laid laid;
  const auto count = static_cast<double>(figure.panels.size());
  laid.name_height = figure.panels.size() > 1 ? kPanelName : 0;
  const double gaps = (count - 1) * kPanelGap + count * laid.name_height;
  laid.plot_height = std::max(kLeastPlotHeight, std::floor((canvas.style().height - top - kAxisRows - gaps) / count));
  double widest = 0;
  for (const Panel& panel : figure.panels) {
    laid.axes.push_back(axis_of(panel, laid.plot_height));
    widest = std::max(widest, widest_label(canvas, laid.axes.back()));
  }
  laid.time = lay_out_time(canvas, figure.scale.domain, widest, right_margin(canvas, figure));
  return laid;
}

/// Draws the panels of one figure.
class Panels {
 public:
  Panels(Canvas& canvas, const TimeFigure& figure, const Laid& laid) : canvas_(canvas), figure_(figure), laid_(laid) {}

  void draw(std::size_t index, std::span<const Span> spans, double top) {
    const Panel& panel = figure_.panels[index];
    const ValueAxis& axis = laid_.axes[index];
    const auto& [frame, ticks] = laid_.time;
    const Rect plot{frame.left, top + laid_.name_height, frame.right - frame.left, laid_.plot_height};
    draw_name(panel, plot, top);
    draw_span_fills(canvas_, spans, frame, plot);
    draw_grid(canvas_, axis, ticks, frame, plot);
    canvas_.add(ClipBegin{{plot.x - 2, plot.y - 2, plot.width + 4, plot.height + 4}});
    draw_values(panel, axis, plot);
    canvas_.add(ClipEnd{});
    draw_references(canvas_, panel, axis, plot);
  }

 private:
  void draw_name(const Panel& panel, const Rect& plot, double top) {
    if (laid_.name_height == 0) return;
    canvas_.text({plot.x, top + 13}, fit(panel.name, plot.width, kBoldText, canvas_.style().meter), kBoldText,
                 canvas_.theme().ink);
  }

  void draw_values(const Panel& panel, const ValueAxis& axis, const Rect& plot) {
    const auto& times = figure_.scale.times;
    if (panel.stacked) return draw_stack(canvas_, panel.series, axis, figure_.scale, laid_.time.frame, plot);
    const bool smooth = is_smooth(figure_, canvas_.style());
    for (const Series& series : panel.series) draw_series(canvas_, series, axis, times, laid_.time.frame, plot, smooth);
  }

  Canvas& canvas_;
  const TimeFigure& figure_;
  const Laid& laid_;
};

}  // namespace

TimeScale scale_of(const report::Report& report) {
  TimeScale scale;
  if (report.windows.empty()) return scale;
  scale.domain = domain_of(report);
  scale.pace = "per " + window_length(report);
  for (const auto& window : report.windows) scale.times.push_back(middle(window));
  return scale;
}

TimeDomain domain_of(const report::Report& report) {
  constexpr Nanos kLeast = 10 * kSecond;
  TimeDomain domain{report.windows.front().from, report.windows.back().to};
  if (report::seconds_between(domain.from, domain.to) * kSecond >= kLeast) return domain;
  constexpr Nanos kEnd = std::numeric_limits<Nanos>::max();
  if (domain.from > kEnd - kLeast) domain.from = kEnd - kLeast;
  return {domain.from, domain.from + kLeast};
}

DrawList draw(const TimeFigure& figure, const Style& style) {
  Canvas canvas(figure.id, style);
  const auto has_values = [](const Panel& panel) { return !values_of(panel).empty(); };
  if (std::ranges::none_of(figure.panels, has_values)) {
    return draw_without_data(canvas, {figure.title, figure.subtitle, {}}, figure.nothing);
  }
  const auto spans = spans_within(figure.spans, figure.scale.domain);
  double y = draw_header(canvas, header_of(figure, spans, style)) + (spans.empty() ? 8 : kSpanLane);
  const Laid laid = lay_out(canvas, figure, y);
  draw_span_lane(canvas, spans, laid.time.frame, y, y + laid.name_height);
  Panels panels(canvas, figure, laid);
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    if (i > 0) y += kPanelGap;
    panels.draw(i, spans, y);
    y += laid.name_height + laid.plot_height;
  }
  draw_time_axis(canvas, laid.time.ticks, laid.time.frame, y);
  return canvas.finish(y + kAxisRows);
}

}  // namespace invmon::chart
