#include <algorithm>
#include <iterator>

#include "chart/time_plot.hpp"

namespace invmon::chart {
namespace {

/// What a series looks like in a plot: lines, and values between two gaps.
struct Shape {
  std::vector<std::vector<Point>> lines;
  std::vector<Point> dots;
};

Shape shape_of(std::span<const kpi::Maybe> values, const ValueAxis& axis, std::span<const Nanos> times, const PlotFrame& frame,
               const Rect& plot) {
  Shape shape;
  std::vector<Point> run;
  const auto end_run = [&] {
    if (run.size() == 1) shape.dots.push_back(run.front());
    if (run.size() > 1) shape.lines.push_back(decimate(run));
    run.clear();
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_present(values[i])) {
      run.push_back({frame.x(times[i]), plot.bottom() - axis.share(*values[i]) * plot.height});
    } else {
      end_run();
    }
  }
  end_run();
  shape.dots = decimate(shape.dots);
  return shape;
}

void draw_area(Canvas& canvas, const std::vector<Point>& line, double base, Color color) {
  AreaItem area{{{line.front().x, base}}, color};
  std::ranges::copy(line, std::back_inserter(area.points));
  area.points.push_back({line.back().x, base});
  canvas.add(std::move(area));
}

void draw_shape(Canvas& canvas, const Shape& shape, Stroke stroke) {
  for (const auto& line : shape.lines) canvas.add(LineItem{line, stroke});
  for (const Point dot : shape.dots) canvas.add(CircleItem{dot, stroke.width, stroke.color});
}

}  // namespace

void draw_series(Canvas& canvas, const Series& series, const ValueAxis& axis, std::span<const Nanos> times,
                 const PlotFrame& frame, const Rect& plot, bool smooth) {
  const Color color = canvas.theme().series[series.hue].line;
  const auto raw = shape_of(series.values, axis, times, frame, plot);
  const auto strong = smooth ? shape_of(running_median(series.values), axis, times, frame, plot) : raw;
  if (smooth) draw_shape(canvas, raw, {with_alpha(color, 0.35), 1});
  if (series.filled) {
    const double base = plot.bottom() - axis.share(0) * plot.height;
    for (const auto& line : strong.lines) draw_area(canvas, line, base, with_alpha(color, 0.2));
  }
  draw_shape(canvas, strong, {color, 2});
}

}  // namespace invmon::chart
