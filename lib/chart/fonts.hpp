#pragma once

#include <string>

#include "base/error.hpp"
#include "chart/draw_list.hpp"
#include "chart/text_meter.hpp"

namespace invmon::chart {

/// What texts are measured and pictures painted with. Not to be used by several threads at once.
class Fonts : public TextMeter {
 public:
  /// A picture as a PNG at twice its size, without times or texts in it. Errors: a picture of more pixels than can be painted.
  virtual Result<std::string> png(const DrawList& picture) const = 0;
};

}  // namespace invmon::chart
