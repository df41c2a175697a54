#pragma once

#include "chart/canvas.hpp"

namespace invmon::chart {

/// The colour of a share of the most there is, 0 < share <= 1: from next to the background to what stands out most from it.
Color ramp_color(const Theme& theme, double share);

/// All colours in a bar, the share of 1 on top.
void draw_ramp(Canvas& canvas, Rect bar);

}  // namespace invmon::chart
