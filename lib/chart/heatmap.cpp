#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "base/units.hpp"
#include "chart/color_ramp.hpp"
#include "chart/header.hpp"
#include "chart/shared.hpp"
#include "chart/time_layout.hpp"

namespace invmon::chart {
namespace {

constexpr double kColorBar = 104;  ///< with its labels, right of the plot
constexpr double kLeastCell = 6;   ///< pixels
constexpr std::string_view kNothing = "No transaction with a duration in this range";

/// Rows are parts of powers of two: row r holds durations of 2^(r / rows_per_octave) seconds up to those of the next one.
struct HeatGrid {
  double rows_per_octave = 1;
  int first_row = 0, last_row = 0;
  std::size_t windows_per_column = 1;
  std::map<std::pair<std::size_t, int>, std::uint64_t> cells;  ///< by column and row; only those that hold something
  std::uint64_t most = 0;
  std::uint64_t zeros = 0;  ///< durations of 0 have no place on a logarithmic axis

  double seconds(int row) const { return std::exp2(row / rows_per_octave); }
};

/// Calls visit(window, middle of the bucket, count) for durations above 0.
template <class Visitor>
void visit_durations(const report::Report& report, Visitor visit) {
  for (std::size_t i = 0; i < report.windows.size(); ++i) {
    for (const auto& bucket : report.windows[i].durations) visit(i, std::sqrt(bucket.low * bucket.high), bucket);
  }
}

/// The finest rows that are high enough to be told apart.
double rows_per_octave(double octaves, double height) {
  for (const double rows : {report::kWindowBucketsPerOctave * 1.0, 2.0, 1.0, 0.5, 0.25, 0.125}) {
    if (octaves * rows * kLeastCell <= height) return rows;
  }
  return 0.0625;
}

std::optional<HeatGrid> grid_of(const report::Report& report, double width, double height) {
  HeatGrid grid;
  double low = 0, high = 0;
  visit_durations(report, [&](std::size_t, double, const stats::Bucket& bucket) {
    if (bucket.high <= 0) return void(grid.zeros += bucket.count);
    low = low > 0 ? std::min(low, bucket.low) : bucket.low;
    high = std::max(high, bucket.high);
  });
  if (high <= 0) return std::nullopt;
  grid.rows_per_octave = rows_per_octave(std::log2(high / low), height);
  const auto row_of = [&](double seconds) { return static_cast<int>(std::floor(std::log2(seconds) * grid.rows_per_octave)); };
  const auto columns = std::max<std::size_t>(1, static_cast<std::size_t>(width / kLeastCell));
  grid.windows_per_column = (report.windows.size() + columns - 1) / columns;
  grid.first_row = row_of(std::sqrt(low * high)), grid.last_row = grid.first_row;
  visit_durations(report, [&](std::size_t window, double middle, const stats::Bucket& bucket) {
    if (bucket.high <= 0) return;
    const int row = row_of(middle);
    grid.first_row = std::min(grid.first_row, row);
    grid.last_row = std::max(grid.last_row, row);
    auto& cell = grid.cells[{window / grid.windows_per_column, row}];
    cell += bucket.count;
    grid.most = std::max(grid.most, cell);
  });
  return grid;
}

double shade(std::uint64_t count, std::uint64_t most) {
  return std::log1p(static_cast<double>(count)) / std::log1p(static_cast<double>(most));
}

void draw_cells(Canvas& canvas, const report::Report& report, const HeatGrid& grid, const ValueAxis& axis, const PlotFrame& frame,
                const Rect& plot) {
  const auto y = [&](int row) { return sharp(plot.bottom() - axis.share(grid.seconds(row)) * plot.height); };
  const auto x = [&](std::size_t window) {
    return sharp(window < report.windows.size() ? frame.x(report.windows[window].from) : frame.x(report.windows.back().to));
  };
  for (const auto& [place, count] : grid.cells) {
    const auto [column, row] = place;
    const double left = x(column * grid.windows_per_column), right = x((column + 1) * grid.windows_per_column);
    canvas.add(
        RectItem{{left, y(row + 1), right - left, y(row) - y(row + 1)}, ramp_color(canvas.theme(), shade(count, grid.most))});
  }
}

/// 1, 3, 10, 30 and so on, as far as there are counts.
void draw_color_bar(Canvas& canvas, const Rect& plot, std::uint64_t most) {
  constexpr double kWidth = 14;
  const double left = plot.right() + 20, top = plot.y + 20, height = plot.height - 20;
  canvas.text({left, plot.y + 9}, "count", kText, canvas.theme().muted);
  draw_ramp(canvas, {left, top, kWidth, height});
  double free_below = top + height + 20;
  for (std::uint64_t tick = 1, factor = 3; tick <= most;
       tick = tick * factor / (factor == 10 ? 3 : 1), factor = factor == 3 ? 10 : 3) {
    const double y = sharp(top + height * (1 - shade(tick, most)));
    if (y > free_below) continue;
    canvas.line({left + kWidth, y}, {left + kWidth + 4, y}, {canvas.theme().axis, 1});
    canvas.text({left + kWidth + 8, y + 4.5}, show_value(static_cast<double>(tick), Unit::number), kText, canvas.theme().muted);
    free_below = y - 16;
  }
}

}  // namespace

DrawList draw_heatmap(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  Canvas canvas("heatmap", style);
  Header header{"Latency heatmap", "", {}};
  const double rough_width = style.width - 200, rough_height = style.height - 180;
  const auto grid = grid_of(report, rough_width, std::max(kLeastPlotHeight, rough_height));
  if (!grid) return draw_without_data(canvas, header, kNothing);
  header.subtitle =
      fmt::format("Transactions per {} and duration, in logarithmic shades", window_length(report, grid->windows_per_column));
  if (grid->zeros > 0) header.subtitle += fmt::format("; without {} of 0 s", format_count(grid->zeros));
  const auto spans = spans_within(subject.spans, domain_of(report));
  const double top = draw_header(canvas, header) + (spans.empty() ? 8 : kSpanLane);
  const double height = std::max(kLeastPlotHeight, std::floor(style.height - top - kAxisRows));
  const auto axis = logarithmic_axis(grid->seconds(grid->first_row), grid->seconds(grid->last_row + 1), Unit::seconds, height);
  const auto [frame, ticks] = lay_out_time(canvas, domain_of(report), widest_label(canvas, axis), kColorBar);
  const Rect plot{frame.left, top, frame.right - frame.left, height};
  draw_grid(canvas, axis, ticks, frame, plot);
  draw_cells(canvas, report, *grid, axis, frame, plot);
  draw_span_lane(canvas, spans, frame, top, top);
  draw_color_bar(canvas, plot, grid->most);
  draw_time_axis(canvas, ticks, frame, plot.bottom());
  return canvas.finish(plot.bottom() + kAxisRows);
}

}  // namespace invmon::chart
