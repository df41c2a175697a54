#pragma once

#include <string>
#include <string_view>

#include "chart/draw_list.hpp"
#include "chart/text_meter.hpp"
#include "chart/theme.hpp"

namespace invmon::chart {

/// How charts are drawn, whatever they show.
struct Style {
  const Theme& theme;
  const TextMeter& meter;
  double width = 960, height = 400;  ///< logical pixels; charts become higher where their content needs it
  std::string title = {};            ///< in place of a chart's own
  bool logarithmic = true;           ///< the axis of durations
};

inline constexpr double kPadding = 16;

/// Builds a draw list in a style.
class Canvas {
 public:
  Canvas(std::string_view id, const Style& style);

  const Style& style() const { return style_; }
  const Theme& theme() const { return style_.theme; }

  double width_of(std::string_view text, TextStyle style) const { return style_.meter.measure(text, style).width; }

  void add(Item item) { list_.items.push_back(std::move(item)); }
  void text(Point at, std::string_view text, TextStyle style, Color color, Anchor anchor = Anchor::start);
  void line(Point from, Point to, Stroke stroke) { add(LineItem{{from, to}, stroke}); }

  /// What the picture is, for those who can't see it.
  void describe(std::string_view title, std::string_view description);

  /// The list for a picture of this height. The canvas is empty afterwards.
  DrawList finish(double height);

 private:
  const Style& style_;
  DrawList list_;
};

/// A coordinate on the nearest half pixel, where a line is sharp.
double sharp(double coordinate);

}  // namespace invmon::chart
