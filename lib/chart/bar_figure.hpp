#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/canvas.hpp"
#include "chart/value_axis.hpp"

namespace invmon::chart {

struct Bar {
  std::string label;
  double value = 0;  ///< >= 0
  struct Interval {
    double low = 0, high = 0;
  };
  std::optional<Interval> interval;  ///< drawn as a whisker
  std::string text;                  ///< behind the bar
};

/// Bars below each other.
struct BarSection {
  std::string name;  ///< empty: no row for it
  std::vector<Bar> bars;
  std::size_t left_out = 0;  ///< bars that exist beyond those shown, which is said below
};

struct BarFigure {
  std::string id, title, subtitle;
  std::string nothing;  ///< what to say if there is no bar
  Unit unit = Unit::number;
  std::size_t hue = 0;
  std::vector<BarSection> sections;
};

/// Draws horizontal bars on a common axis from zero. The picture is as high as its rows need, whatever the style says.
DrawList draw(const BarFigure& figure, const Style& style);

}  // namespace invmon::chart
