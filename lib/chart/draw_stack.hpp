#pragma once

#include <span>
#include <vector>

#include "chart/time_plot.hpp"

namespace invmon::chart {

/// The sums of the series' values at each time.
std::vector<double> stack_heights(std::span<const Series> series);

/// Draws values on top of each other as bars, each as wide as its stretch of time. Where these are narrower than three pixels,
/// the highest of neighbouring stacks stands for all.
void draw_stack(Canvas& canvas, std::span<const Series> series, const ValueAxis& axis, const TimeScale& scale,
                const PlotFrame& frame, const Rect& plot);

}  // namespace invmon::chart
