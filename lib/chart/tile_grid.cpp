#include "chart/tile_grid.hpp"

#include <algorithm>

#include "chart/color_ramp.hpp"

namespace invmon::chart {
namespace {

constexpr double kName = 24;
constexpr double kColumnLabels = 20;
constexpr double kTileRow = 20;
constexpr double kTileGap = 1;

void draw_tile(Canvas& canvas, Rect tile, const std::optional<double>& share) {
  if (!share) return;
  if (*share > 0) return canvas.add(RectItem{tile, ramp_color(canvas.theme(), *share)});
  const Stroke outline{canvas.theme().grid, 1};
  canvas.add(LineItem{{{tile.x + 0.5, tile.y + 0.5},
                       {tile.right() - 0.5, tile.y + 0.5},
                       {tile.right() - 0.5, tile.bottom() - 0.5},
                       {tile.x + 0.5, tile.bottom() - 0.5},
                       {tile.x + 0.5, tile.y + 0.5}},
                      outline});
}

}  // namespace

double TileGrid::height() const { return kName + static_cast<double>(rows.size()) * kTileRow + kColumnLabels; }

void draw_tiles(Canvas& canvas, const TileGrid& grid, double label_width, double top, double right) {
  const double left = kPadding + label_width + 8;
  const double width = std::max(1.0, canvas.style().width - right - left) / static_cast<double>(grid.columns.size());
  canvas.text({kPadding, top + 15}, grid.name, kBoldText, canvas.theme().ink);
  double y = top + kName;
  for (std::size_t row = 0; row < grid.rows.size(); ++row) {
    canvas.text({left - 8, y + kTileRow / 2 + 4}, grid.rows[row], kText, canvas.theme().muted, Anchor::end);
    for (std::size_t column = 0; column < grid.columns.size(); ++column) {
      const double from = sharp(left + static_cast<double>(column) * width);
      const double to = sharp(left + static_cast<double>(column + 1) * width);
      draw_tile(canvas, {from, y, to - from - kTileGap, kTileRow - kTileGap}, grid.shares[row][column]);
    }
    y += kTileRow;
  }
  double free_from = 0;
  for (std::size_t column = 0; column < grid.columns.size(); ++column) {
    const double middle = left + (static_cast<double>(column) + 0.5) * width;
    const double half = canvas.width_of(grid.columns[column], kText) / 2;
    if (middle - half < free_from) continue;
    canvas.text({middle, y + 14}, grid.columns[column], kText, canvas.theme().muted, Anchor::middle);
    free_from = middle + half + 6;
  }
}

double row_label_width(const Canvas& canvas, const std::vector<TileGrid>& grids) {
  double widest = 0;
  for (const TileGrid& grid : grids) {
    for (const auto& label : grid.rows) widest = std::max(widest, canvas.width_of(label, kText));
  }
  return widest;
}

}  // namespace invmon::chart
