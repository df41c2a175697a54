#include "chart/header.hpp"

#include <algorithm>

#include "chart/label.hpp"

namespace invmon::chart {
namespace {

constexpr TextStyle kTitle = {17, true};
constexpr TextStyle kSubtitle = {12.5, false};
constexpr double kMarkWidth = 16;
constexpr double kMarkGap = 6;
constexpr double kEntryGap = 20;
constexpr double kLegendRow = 20;

void draw_mark(Canvas& canvas, Point baseline, const LegendEntry& entry) {
  const double middle = sharp(baseline.y - 4.5);
  if (entry.mark == LegendEntry::Mark::fill) {
    canvas.add(RectItem{{baseline.x, middle - 6, kMarkWidth, 12}, entry.color});
  } else {
    const double width = entry.mark == LegendEntry::Mark::line ? 3 : 2;
    canvas.line({baseline.x, middle}, {baseline.x + kMarkWidth, middle}, {entry.color, width});
  }
}

/// Gives the y below the last row.
double draw_legend(Canvas& canvas, const std::vector<LegendEntry>& legend, double y) {
  const double room = canvas.style().width - 2 * kPadding;
  double x = kPadding;
  for (const LegendEntry& entry : legend) {
    const std::string name = fit(entry.name, room - kMarkWidth - kMarkGap, kText, canvas.style().meter);
    const double width = kMarkWidth + kMarkGap + canvas.width_of(name, kText);
    if (x > kPadding && x + width > kPadding + room) {
      x = kPadding;
      y += kLegendRow;
    }
    draw_mark(canvas, {x, y + 15}, entry);
    canvas.text({x + kMarkWidth + kMarkGap, y + 15}, name, kText, canvas.theme().ink);
    x += width + kEntryGap;
  }
  return y + kLegendRow;
}

}  // namespace

double draw_header(Canvas& canvas, const Header& header) {
  const double room = canvas.style().width - 2 * kPadding;
  const std::string title = canvas.style().title.empty() ? header.title : show_label(canvas.style().title);
  canvas.describe(title, header.subtitle);
  double y = kPadding;
  canvas.text({kPadding, y + 15.5}, fit(title, room, kTitle, canvas.style().meter), kTitle, canvas.theme().ink);
  y += 22;
  canvas.text({kPadding, y + 13.5}, fit(header.subtitle, room, kSubtitle, canvas.style().meter), kSubtitle, canvas.theme().muted);
  y += 23;
  return header.legend.empty() ? y : draw_legend(canvas, header.legend, y);
}

DrawList draw_without_data(Canvas& canvas, const Header& header, std::string_view words) {
  const double y = draw_header(canvas, header);
  const double height = std::max(canvas.style().height, y + 60);
  const TextStyle style = {13, false};
  canvas.text({canvas.style().width / 2, (y + height) / 2},
              fit(words, canvas.style().width - 2 * kPadding, style, canvas.style().meter), style, canvas.theme().muted,
              Anchor::middle);
  return canvas.finish(height);
}

}  // namespace invmon::chart
