#pragma once

#include <string_view>

namespace invmon::chart {

struct TextStyle {
  double size = 12;  ///< height of the font in logical pixels
  bool bold = false;
};

/// Of labels and numbers in pictures, and of names among them.
inline constexpr TextStyle kText = {12, false};
inline constexpr TextStyle kBoldText = {12, true};

struct TextSize {
  double width = 0, ascent = 0, descent = 0;  ///< logical pixels, all >= 0
  unsigned unknown_glyphs = 0;                ///< characters that the font lacks
};

/// Tells how much room a line of text takes.
class TextMeter {
 public:
  virtual ~TextMeter() = default;
  virtual TextSize measure(std::string_view text, TextStyle style) const = 0;
};

}  // namespace invmon::chart
