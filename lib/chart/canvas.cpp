#include "chart/canvas.hpp"

#include <cmath>
#include <utility>

namespace invmon::chart {

Canvas::Canvas(std::string_view id, const Style& style) : style_(style) {
  list_.id = id;
  list_.width = style.width;
  // The background, whose height is known in the end.
  add(RectItem{{0, 0, style.width, 0}, style.theme.background});
}

void Canvas::text(Point at, std::string_view text, TextStyle style, Color color, Anchor anchor) {
  if (!text.empty()) add(TextItem{at, std::string(text), style, anchor, color, style_.meter.measure(text, style)});
}

void Canvas::describe(std::string_view title, std::string_view description) {
  list_.title = title;
  list_.description = description;
}

DrawList Canvas::finish(double height) {
  list_.height = std::ceil(height);
  std::get<RectItem>(list_.items.front()).rect.height = list_.height;
  return std::exchange(list_, {});
}

double sharp(double coordinate) { return std::round(coordinate * 2) / 2; }

}  // namespace invmon::chart
