#include "report/sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace invmon::report {
namespace {

constexpr std::array<std::string_view, 8> kHeights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> kWidths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

/// Only zero is at the bottom, so that the smallest error is seen.
std::string_view block(kpi::Maybe value, double largest) {
  if (!value) return " ";
  if (!(*value > 0)) return kHeights.front();
  const double share = *value / largest;
  if (!(share < 1)) return kHeights.back();
  return kHeights[static_cast<std::size_t>(std::ceil(share * (kHeights.size() - 1)))];
}

}  // namespace

std::string sparkline(std::span<const kpi::Maybe> values, std::size_t columns) {
  if (values.empty()) return "";
  const double largest = std::ranges::max(values).value_or(0);
  const std::size_t width = std::min(columns, values.size());
  std::string out;
  for (std::size_t i = 0; i < width; ++i) {
    const std::size_t begin = i * values.size() / width;
    const std::size_t end = (i + 1) * values.size() / width;
    out += block(std::ranges::max(values.subspan(begin, end - begin)), largest);
  }
  return out;
}

std::string share_bar(double ratio, std::size_t columns) {
  const auto eighths = static_cast<std::size_t>(std::lround(std::clamp(ratio, 0.0, 1.0) * static_cast<double>(columns * 8)));
  std::string out;
  for (std::size_t i = 0; i < eighths / 8; ++i) out += kHeights.back();
  out += kWidths[eighths % 8];
  return out;
}

}  // namespace invmon::report
