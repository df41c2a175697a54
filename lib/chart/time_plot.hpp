#pragma once

#include <span>
#include <vector>

#include "chart/canvas.hpp"
#include "chart/time_axis.hpp"
#include "chart/time_figure.hpp"

namespace invmon::chart {

/// Where a figure's plots lie.
struct PlotFrame {
  TimeDomain domain;
  double left = 0, right = 0;
  double x(Nanos time) const;
};

/// The names of spans in the lane that ends at `lane_bottom`, those that would touch dropped, and their bars on top of the first
/// plot.
void draw_span_lane(Canvas& canvas, std::span<const Span> spans, const PlotFrame& frame, double lane_bottom, double plot_top);

/// The tint of spans in a plot.
void draw_span_fills(Canvas& canvas, std::span<const Span> spans, const PlotFrame& frame, const Rect& plot);

/// Grid lines, value labels and frame of a plot.
void draw_grid(Canvas& canvas, const ValueAxis& axis, const std::vector<TimeTick>& ticks, const PlotFrame& frame,
               const Rect& plot);

/// One series, at the `times` of its values; `smooth`: faintly, under its running median. Gaps stay gaps, and what stands alone
/// between two is a dot.
void draw_series(Canvas& canvas, const Series& series, const ValueAxis& axis, std::span<const Nanos> times,
                 const PlotFrame& frame, const Rect& plot, bool smooth);

/// Lines with their labels in the margin to the right, pushed apart. One above the axis is an arrow at the top.
void draw_references(Canvas& canvas, const Panel& panel, const ValueAxis& axis, const Rect& plot);

/// Ticks, labels, dates and the zone below the last plot.
void draw_time_axis(Canvas& canvas, const std::vector<TimeTick>& ticks, const PlotFrame& frame, double bottom);

/// Colours by what a span is.
const Hue& hue_of(const Theme& theme, Span::Kind kind);

/// As wide as labels of reference lines may become.
double widest_reference(const Style& style);
inline constexpr TextStyle kReferenceLabel = {12, true};

}  // namespace invmon::chart
