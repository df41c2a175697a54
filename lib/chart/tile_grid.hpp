#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/canvas.hpp"

namespace invmon::chart {

/// A table of coloured squares.
struct TileGrid {
  std::string name;                                        ///< above it
  std::vector<std::string> columns, rows;                  ///< labels
  std::vector<std::vector<std::optional<double>>> shares;  ///< by row, then column: 0..1 of what the darkest stands for

  double height() const;
};

/// Draws a grid from `top` across the picture, with `right` pixels kept free. Tiles without a value stay empty; those with 0 have
/// an outline.
void draw_tiles(Canvas& canvas, const TileGrid& grid, double label_width, double top, double right);

/// As wide as the widest label of rows.
double row_label_width(const Canvas& canvas, const std::vector<TileGrid>& grids);

}  // namespace invmon::chart
