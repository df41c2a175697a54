#pragma once

#include "base/utf8.hpp"
#include "chart/text_meter.hpp"

namespace invmon::chart {

/// Every character is 0.6 of the font's size wide, as in a typewriter's.
class FixedMeter : public TextMeter {
 public:
  TextSize measure(std::string_view text, TextStyle style) const override {
    double characters = 0;
    for (; !text.empty(); ++characters) take_utf8(text);
    return {characters * 0.6 * style.size, 0.93 * style.size, 0.24 * style.size, 0};
  }
};

}  // namespace invmon::chart
