#pragma once

#include <string>
#include <vector>

#include "chart/canvas.hpp"

namespace invmon::chart {

struct LegendEntry {
  enum class Mark { thin_line, line, fill };
  std::string name;
  Color color;
  Mark mark = Mark::line;
};

struct Header {
  std::string title, subtitle;
  std::vector<LegendEntry> legend;
};

/// Draws title, subtitle and legend from the top, in as many rows as the legend needs. Gives the y below them.
double draw_header(Canvas& canvas, const Header& header);

/// A whole picture that says in words why there is nothing to see.
DrawList draw_without_data(Canvas& canvas, const Header& header, std::string_view words);

}  // namespace invmon::chart
