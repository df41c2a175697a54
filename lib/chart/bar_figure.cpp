#include "chart/bar_figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "chart/header.hpp"
#include "chart/label.hpp"

namespace invmon::chart {
namespace {

constexpr double kBarRow = 26;
constexpr double kBarHeight = 16;
constexpr double kAxisRow = 22;
constexpr double kSectionGap = 10;

/// Where bars begin and end, and their axis.
struct BarFrame {
  double left = 0, width = 0;
  double label_width = 0;
  ValueAxis axis;
  double x(double value) const { return left + axis.share(value) * width; }
};

double end_of(const Bar& bar) { return bar.interval ? std::max(bar.value, bar.interval->high) : bar.value; }

BarFrame frame_of(const Canvas& canvas, const BarFigure& figure) {
  constexpr double kTickPitch = 90;
  BarFrame frame;
  double highest = 0, text = 0;
  for (const auto& section : figure.sections) {
    for (const Bar& bar : section.bars) {
      highest = std::max(highest, end_of(bar));
      frame.label_width = std::max(frame.label_width, canvas.width_of(bar.label, kText));
      text = std::max(text, canvas.width_of(bar.text, kText));
    }
  }
  const double room = canvas.style().width - 2 * kPadding;
  frame.label_width = std::min(frame.label_width, room * 0.35);
  frame.left = std::ceil(kPadding + frame.label_width + 8);
  frame.width = std::max(40.0, std::floor(canvas.style().width - kPadding - 8 - text - frame.left));
  frame.axis = linear_axis(0, highest, figure.unit, frame.width, kTickPitch);
  return frame;
}

void draw_interval(Canvas& canvas, const BarFrame& frame, Bar::Interval interval, double y) {
  const Stroke stroke{canvas.theme().ink, 1.5};
  const double low = sharp(frame.x(interval.low)), high = sharp(frame.x(interval.high));
  canvas.line({low, y}, {high, y}, stroke);
  for (const double x : {low, high}) canvas.line({x, y - 4}, {x, y + 4}, stroke);
}

void draw_bar(Canvas& canvas, const BarFrame& frame, const Bar& bar, Color color, double top) {
  const double y = top + kBarRow / 2;
  canvas.text({frame.left - 8, y + 4.5}, fit(bar.label, frame.label_width, kText, canvas.style().meter), kText,
              canvas.theme().ink, Anchor::end);
  canvas.add(RectItem{{frame.left, y - kBarHeight / 2, frame.x(bar.value) - frame.left, kBarHeight}, color});
  if (bar.interval) draw_interval(canvas, frame, *bar.interval, y);
  const double end = frame.x(end_of(bar)) + 8;
  // Grid lines would run through the text.
  const auto text = fit(bar.text, canvas.style().width - kPadding - end, kText, canvas.style().meter);
  canvas.add(RectItem{{end - 3, y - 8, canvas.width_of(text, kText) + 6, 16}, canvas.theme().background});
  canvas.text({end, y + 4.5}, text, kText, canvas.theme().muted);
}

/// Grid lines down to the axis and its labels, without those that would touch the one before.
void draw_axis(Canvas& canvas, const BarFrame& frame, double top, double bottom) {
  double free_from = 0;
  for (const auto& tick : frame.axis.ticks) {
    const double x = sharp(frame.x(tick.value));
    const double width = canvas.width_of(tick.label, kText);
    canvas.line({x, top}, {x, bottom}, {tick.value == 0 ? canvas.theme().axis : canvas.theme().grid, 1});
    if (x - width / 2 < free_from) continue;
    canvas.text({x, bottom + 16}, tick.label, kText, canvas.theme().muted, Anchor::middle);
    free_from = x + width / 2 + 8;
  }
}

/// Gives the y below.
double draw_section(Canvas& canvas, const BarFrame& frame, const BarSection& section, Color color, double y) {
  const double room = canvas.style().width - 2 * kPadding;
  if (!section.name.empty()) {
    canvas.text({kPadding, y + 18}, fit(section.name, room, kBoldText, canvas.style().meter), kBoldText, canvas.theme().ink);
    y += kBarRow;
  }
  const double bottom = y + static_cast<double>(section.bars.size()) * kBarRow;
  draw_axis(canvas, frame, y, bottom);
  for (const Bar& bar : section.bars) {
    draw_bar(canvas, frame, bar, color, y);
    y += kBarRow;
  }
  y += kAxisRow;
  if (section.left_out == 0) return y;
  canvas.text({frame.left, y + 14}, fmt::format("and {} more", section.left_out), kText, canvas.theme().muted);
  return y + kBarRow;
}

}  // namespace

DrawList draw(const BarFigure& figure, const Style& style) {
  Canvas canvas(figure.id, style);
  const Header header{figure.title, figure.subtitle, {}};
  if (std::ranges::all_of(figure.sections, [](const auto& section) { return section.bars.empty(); })) {
    return draw_without_data(canvas, header, figure.nothing);
  }
  const BarFrame frame = frame_of(canvas, figure);
  double y = draw_header(canvas, header) + 4;
  for (const auto& section : figure.sections) {
    if (!section.bars.empty()) y = draw_section(canvas, frame, section, style.theme.series[figure.hue].line, y) + kSectionGap;
  }
  return canvas.finish(y - kSectionGap + kPadding);
}

}  // namespace invmon::chart
