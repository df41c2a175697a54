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

/// Contexts are made for kScale, so that texts are measured as they are drawn.
struct Fonts::Pango {
  std::unique_ptr<PangoFontMap, Unref> map;
  std::unique_ptr<PangoContext, Unref> context;

  Layout lay_out(std::string_view text, TextStyle style) const;
};

}  // namespace invmon::chart
