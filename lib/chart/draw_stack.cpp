#include "chart/draw_stack.hpp"

#include <algorithm>
#include <cmath>

namespace invmon::chart {

std::vector<double> stack_heights(std::span<const Series> series) {
  std::vector<double> heights;
  for (const Series& one : series) {
    heights.resize(std::max(heights.size(), one.values.size()));
    for (std::size_t i = 0; i < one.values.size(); ++i) heights[i] += one.values[i].value_or(0);
  }
  // A chart of nothing but zeros has nothing to show.
  if (std::ranges::all_of(heights, [](double height) { return height == 0; })) heights.clear();
  return heights;
}

void draw_stack(Canvas& canvas, std::span<const Series> series, const ValueAxis& axis, const TimeScale& scale,
                const PlotFrame& frame, const Rect& plot) {
  constexpr double kNarrowest = 3;
  const auto heights = stack_heights(series);
  const auto count = heights.size();
  const auto bars = std::min(count, static_cast<std::size_t>(std::max(1.0, plot.width / kNarrowest)));
  const double pitch = plot.width / static_cast<double>(bars);
  const double gap = pitch >= 2 * kNarrowest ? 1 : 0;
  for (std::size_t bar = 0; bar < bars; ++bar) {
    const auto first = heights.begin() + static_cast<std::ptrdiff_t>(bar * count / bars);
    const auto last = heights.begin() + static_cast<std::ptrdiff_t>((bar + 1) * count / bars);
    const auto highest = static_cast<std::size_t>(std::max_element(first, last) - heights.begin());
    const double middle = frame.x(scale.times[highest]);
    const double left = sharp(bars == count ? middle - pitch / 2 : plot.x + static_cast<double>(bar) * pitch);
    const double right = sharp((bars == count ? middle - pitch / 2 : plot.x + static_cast<double>(bar) * pitch) + pitch) - gap;
    double sum = 0;
    for (const Series& one : series) {
      const double below = sharp(plot.bottom() - axis.share(sum) * plot.height);
      sum += one.values[highest].value_or(0);
      const double top = sharp(plot.bottom() - axis.share(sum) * plot.height);
      if (below > top) canvas.add(RectItem{{left, top, right - left, below - top}, canvas.theme().series[one.hue].line});
    }
  }
}

}  // namespace invmon::chart
