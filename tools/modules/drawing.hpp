#pragma once

#include <memory>

#include "base/error.hpp"
#include "chart/fonts.hpp"

namespace invmon::tools {

/// The module that charts are measured and painted with.
struct DrawingModule {
  static constexpr auto kFile = "libinvmon-drawing.so";

  /// As chart::load_fonts of the fonts of the system.
  Result<std::unique_ptr<chart::Fonts>> (*load_fonts)();
};

}  // namespace invmon::tools
