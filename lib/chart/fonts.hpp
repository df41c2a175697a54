#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "chart/draw_list.hpp"
#include "chart/text_meter.hpp"

namespace invmon::chart {

/// Where Debian's package fonts-dejavu-core puts its files.
inline constexpr std::string_view kFontFolder = "/usr/share/fonts/truetype/dejavu";

/// DejaVu Sans, regular and bold, as Pango sees it. Nothing else of the system's fonts or of its users' settings has a say. Not
/// to be used by several threads at once.
class Fonts : public TextMeter {
 public:
  /// The error names the font file that is missing or unreadable, and the package that has it.
  static Result<std::unique_ptr<Fonts>> load(std::string_view folder = kFontFolder);
  ~Fonts() override;
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  TextSize measure(std::string_view text, TextStyle style) const override;

  /// A picture as a PNG at twice its size, without times or texts in it. Errors: a picture of more pixels than Cairo can draw.
  Result<std::string> png(const DrawList& picture) const;

 private:
  struct Pango;

  explicit Fonts(std::unique_ptr<Pango> pango);

  std::unique_ptr<Pango> pango_;
};

}  // namespace invmon::chart
