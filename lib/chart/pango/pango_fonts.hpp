#pragma once

#include <pango/pangocairo.h>

#include <memory>

#include "chart/fonts.hpp"

namespace invmon::chart {

inline constexpr double kScale = 2;  ///< device pixels a logical one

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};

using Layout = std::unique_ptr<PangoLayout, Unref>;

class PangoFonts final : public Fonts {
 public:
  /// The context must be made for kScale, so that texts are measured as they are drawn.
  PangoFonts(std::unique_ptr<PangoFontMap, Unref> map, std::unique_ptr<PangoContext, Unref> context)
      : map_(std::move(map)), context_(std::move(context)) {}

  TextSize measure(std::string_view text, TextStyle style) const override;
  Result<std::string> png(const DrawList& picture) const override;

 private:
  Layout lay_out(std::string_view text, TextStyle style) const;

  std::unique_ptr<PangoFontMap, Unref> map_;
  std::unique_ptr<PangoContext, Unref> context_;
};

}  // namespace invmon::chart
