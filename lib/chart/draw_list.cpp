#include "chart/draw_list.hpp"

namespace invmon::chart {

Rect bounds(const TextItem& text) {
  const double share = text.anchor == Anchor::start ? 0 : text.anchor == Anchor::middle ? 0.5 : 1;
  return {text.at.x - share * text.size.width, text.at.y - text.size.ascent, text.size.width,
          text.size.ascent + text.size.descent};
}

}  // namespace invmon::chart
