#include "chart/color_ramp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace invmon::chart {
namespace {

// ColorBrewer's YlGnBu, from light to dark.
constexpr std::array<Color, 8> kRamp = {{{0xED, 0xF6, 0xD4},
                                         {0xC7, 0xE9, 0xB4},
                                         {0x7F, 0xCD, 0xBB},
                                         {0x41, 0xB6, 0xC4},
                                         {0x1D, 0x91, 0xC0},
                                         {0x22, 0x5E, 0xA8},
                                         {0x25, 0x34, 0x94},
                                         {0x08, 0x1D, 0x58}}};

std::uint8_t between(std::uint8_t from, std::uint8_t to, double share) {
  return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
}

}  // namespace

Color ramp_color(const Theme& theme, double share) {
  // On a dark background the light end is what stands out; the darkest step would not.
  constexpr double kLast = kRamp.size() - 1;
  const bool dark = theme.background.red < 0x80;
  const double at = std::clamp(dark ? (1 - share) * (kLast - 1) : share * kLast, 0.0, kLast);
  const auto below = std::min(static_cast<std::size_t>(at), kRamp.size() - 2);
  const double within = at - static_cast<double>(below);
  const Color& from = kRamp[below];
  const Color& to = kRamp[below + 1];
  return {between(from.red, to.red, within), between(from.green, to.green, within), between(from.blue, to.blue, within), 1};
}

void draw_ramp(Canvas& canvas, Rect bar) {
  constexpr int kSteps = 64;
  const auto y = [&](int step) { return sharp(bar.bottom() - bar.height * step / kSteps); };
  for (int i = 0; i < kSteps; ++i) {
    canvas.add(RectItem{{bar.x, y(i + 1), bar.width, y(i) - y(i + 1)}, ramp_color(canvas.theme(), (i + 0.5) / kSteps)});
  }
}

}  // namespace invmon::chart
