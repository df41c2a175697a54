#include "chart/theme.hpp"

namespace invmon::chart {
namespace {

constexpr Color rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}

constexpr Hue hue(std::uint32_t line, std::uint32_t text) { return {rgb(line), rgb(text)}; }

constexpr Theme kLight = {
    "light",
    rgb(0xFFFFFF),
    rgb(0x1F2328),
    rgb(0x57606A),
    rgb(0xE4E7EB),
    rgb(0xF0F2F4),
    rgb(0xC9CED4),
    rgb(0x8C959F),
    {hue(0x0072B2, 0x00588A), hue(0xD55E00, 0xA34700), hue(0x009E73, 0x006B4E), hue(0xCC79A7, 0x964472), hue(0xE69F00, 0x8A5F00),
     hue(0x56B4E9, 0x1B6FA0), hue(0x8C959F, 0x57606A)},
    hue(0xB3261E, 0xB3261E),
    hue(0xD55E00, 0xA34700),
    hue(0x57606A, 0x57606A),
};

constexpr Theme kDark = {
    "dark",
    rgb(0x161B22),
    rgb(0xE6EDF3),
    rgb(0x9DA7B3),
    rgb(0x2B323B),
    rgb(0x20262E),
    rgb(0x454D57),
    rgb(0x6E7681),
    {hue(0x56B4E9, 0x56B4E9), hue(0xF08A3C, 0xF08A3C), hue(0x2FC79B, 0x2FC79B), hue(0xE39BC5, 0xE39BC5), hue(0xE6B84D, 0xE6B84D),
     hue(0xA5D8F3, 0xA5D8F3), hue(0x6E7681, 0x9DA7B3)},
    hue(0xFF7B72, 0xFF7B72),
    hue(0xF08A3C, 0xF08A3C),
    hue(0x9DA7B3, 0x9DA7B3),
};

}  // namespace

const Theme& light_theme() { return kLight; }
const Theme& dark_theme() { return kDark; }

}  // namespace invmon::chart
