#pragma once

#include <memory>
#include <string_view>

#include "base/error.hpp"
#include "chart/fonts.hpp"

namespace invmon::chart {

/// Where Debian's package fonts-dejavu-core puts its files.
inline constexpr std::string_view kFontFolder = "/usr/share/fonts/truetype/dejavu";

/// DejaVu Sans, regular and bold, as Pango sees it. Nothing else of the system's fonts or of its users' settings has a say. The
/// error names the font file that is missing or unreadable, and the package that has it.
Result<std::unique_ptr<Fonts>> load_fonts(std::string_view folder = kFontFolder);

}  // namespace invmon::chart
