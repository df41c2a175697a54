#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "chart/text_meter.hpp"

namespace invmon::chart {

/// sRGB, not premultiplied.
struct Color {
  std::uint8_t red = 0, green = 0, blue = 0;
  double alpha = 1;  ///< 0..1

  bool operator==(const Color&) const = default;
};

inline Color with_alpha(Color color, double alpha) { return {color.red, color.green, color.blue, alpha}; }

/// All lengths are logical pixels; y grows downwards.
struct Point {
  double x = 0, y = 0;

  bool operator==(const Point&) const = default;
};

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

struct Stroke {
  Color color;
  double width = 1;
  bool dashed = false;  ///< 6 drawn, 4 left out
};

struct RectItem {
  Rect rect;
  Color fill;
};

/// An open line through at least two points.
struct LineItem {
  std::vector<Point> points;
  Stroke stroke;
};

/// A filled polygon of at least three points.
struct AreaItem {
  std::vector<Point> points;
  Color fill;
};

struct CircleItem {
  Point center;
  double radius = 1;
  Color fill;
};

enum class Anchor { start, middle, end };

/// One line of text, without control characters, read from left to right as a whole.
struct TextItem {
  Point at;  ///< on the baseline, at the start, middle or end
  std::string text;
  TextStyle style;
  Anchor anchor = Anchor::start;
  Color color;
  TextSize size;  ///< as it was measured
};

/// The box that a text takes.
Rect bounds(const TextItem& text);

/// From here to the end of the clip only what is inside shows. Clips don't nest.
struct ClipBegin {
  Rect rect;
};
struct ClipEnd {};

using Item = std::variant<RectItem, LineItem, AreaItem, CircleItem, TextItem, ClipBegin, ClipEnd>;

/// A finished picture: items in the order in which they are painted.
struct DrawList {
  std::string id;  ///< letters, digits and '-'; no two pictures on a page may share it
  double width = 0, height = 0;
  std::string title;        ///< what it is and
  std::string description;  ///< what it shows, for those who can't see it
  std::vector<Item> items;
};

}  // namespace invmon::chart
