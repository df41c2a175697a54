#include "chart/lane_figure.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "chart/label.hpp"
#include "chart/time_layout.hpp"

namespace invmon::chart {
namespace {

constexpr double kLaneRow = 26;
constexpr double kSpanHeight = 14;

/// The width of the widest text, at most a part of the picture's.
double column_width(const Canvas& canvas, const std::vector<Lane>& lanes, std::string Lane::*text, double most) {
  double widest = 0;
  for (const Lane& lane : lanes) widest = std::max(widest, canvas.width_of(lane.*text, kText));
  return std::min(widest, canvas.style().width * most);
}

void draw_ticks(Canvas& canvas, const TimeLayout& time, double top, double bottom) {
  for (const auto& tick : time.ticks) {
    const double x = sharp(time.frame.x(tick.time));
    canvas.line({x, top}, {x, bottom}, {tick.new_date ? canvas.theme().midnight : canvas.theme().grid, 1});
  }
  canvas.line({time.frame.left, bottom}, {time.frame.right, bottom}, {canvas.theme().axis, 1});
}

void draw_bars(Canvas& canvas, const Lane& lane, const PlotFrame& frame, double middle) {
  constexpr double kNarrowest = 2;
  for (const LaneBar& bar : lane.bars) {
    const double left = std::min(frame.x(bar.from), frame.right - kNarrowest);
    const double height = bar.low ? kSpanHeight / 2 : kSpanHeight;
    canvas.add(RectItem{{left, middle - height / 2, std::max(kNarrowest, frame.x(bar.to) - left), height}, bar.color});
  }
}

}  // namespace

DrawList draw(const LaneFigure& figure, const Style& style) {
  Canvas canvas(figure.id, style);
  if (figure.lanes.empty()) return draw_without_data(canvas, {figure.header.title, figure.header.subtitle, {}}, figure.nothing);
  const double label_width = column_width(canvas, figure.lanes, &Lane::label, 0.3);
  const double text_width = column_width(canvas, figure.lanes, &Lane::text, 0.25);
  const auto time = lay_out_time(canvas, figure.domain, label_width, text_width + 8 + kPadding);
  double y = draw_header(canvas, figure.header) + 8;
  const double bottom = y + static_cast<double>(figure.lanes.size()) * kLaneRow;
  draw_ticks(canvas, time, y, bottom);
  for (const Lane& lane : figure.lanes) {
    const double middle = y + kLaneRow / 2;
    canvas.line({time.frame.left, middle}, {time.frame.right, middle}, {canvas.theme().grid, 1});
    draw_bars(canvas, lane, time.frame, middle);
    canvas.text({time.frame.left - 8, middle + 4.5}, fit(lane.label, label_width, kText, style.meter), kText, canvas.theme().ink,
                Anchor::end);
    canvas.text({time.frame.right + 8, middle + 4.5}, fit(lane.text, text_width, kText, style.meter), kText,
                canvas.theme().muted);
    y += kLaneRow;
  }
  draw_time_axis(canvas, time.ticks, time.frame, y);
  y += kAxisRows;
  if (figure.left_out == 0) return canvas.finish(y);
  canvas.text({kPadding, y}, fmt::format("and {} more", figure.left_out), kText, canvas.theme().muted);
  return canvas.finish(y + kPadding);
}

}  // namespace invmon::chart
