#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "chart/draw_list.hpp"

namespace invmon::chart {

/// A colour for lines and fills, and one of the same hue in which text can be read.
struct Hue {
  Color line, text;
};

/// Indexes into Theme::series.
inline constexpr std::size_t kBlue = 0, kVermillion = 1, kGreen = 2, kPink = 3, kOrange = 4, kSky = 5, kGrey = 6;

struct Theme {
  std::string_view name;
  Color background, ink, muted, grid, minor_grid, midnight, axis;
  std::array<Hue, 7> series;  ///< Okabe and Ito's order; from kOrange on for fills alone, and grey for the rest
  Hue threshold, incident, maintenance;
};

/// "light" and "dark".
const Theme& light_theme();
const Theme& dark_theme();

}  // namespace invmon::chart
