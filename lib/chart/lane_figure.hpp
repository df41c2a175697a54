#pragma once

#include <string>
#include <vector>

#include "chart/canvas.hpp"
#include "chart/header.hpp"
#include "chart/time_figure.hpp"

namespace invmon::chart {

/// A stretch of time in a lane.
struct LaneBar {
  Nanos from = 0, to = 0;  ///< half-open
  Color color;
  bool low = false;  ///< half as high as the others
};

struct Lane {
  std::string label;          ///< left of the lane
  std::vector<LaneBar> bars;  ///< later ones are painted over earlier ones
  std::string text;           ///< right of the lane
};

struct LaneFigure {
  std::string id;
  Header header;
  std::string nothing;  ///< what to say if there is no lane
  TimeDomain domain;
  std::vector<Lane> lanes;
  std::size_t left_out = 0;  ///< lanes that exist beyond those shown, which is said below
};

/// Draws lanes below each other on a common time axis. The picture is as high as its lanes need, whatever the style says.
DrawList draw(const LaneFigure& figure, const Style& style);

}  // namespace invmon::chart
