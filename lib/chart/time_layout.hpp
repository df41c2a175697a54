#pragma once

#include <span>
#include <vector>

#include "chart/canvas.hpp"
#include "chart/header.hpp"
#include "chart/time_axis.hpp"
#include "chart/time_figure.hpp"
#include "chart/time_plot.hpp"

namespace invmon::chart {

/// Heights of what stands above and below the plots of all figures over time.
inline constexpr double kSpanLane = 21;
inline constexpr double kAxisRows = 54;  ///< ticks, dates and the padding below
inline constexpr double kLeastPlotHeight = 70;

/// Where time lies in a figure.
struct TimeLayout {
  PlotFrame frame;
  std::vector<TimeTick> ticks;
};

/// The plot between labels of such a width and a right margin.
TimeLayout lay_out_time(const Canvas& canvas, TimeDomain domain, double labels, double right_margin);

/// The width of the widest tick label.
double widest_label(const Canvas& canvas, const ValueAxis& axis);

/// Those that are seen in a domain, in order of their beginning.
std::vector<Span> spans_within(std::span<const Span> spans, TimeDomain domain);

/// An entry for each kind of span.
void add_to_legend(Header& header, std::span<const Span> spans, const Theme& theme);

}  // namespace invmon::chart
