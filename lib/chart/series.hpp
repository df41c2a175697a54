#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "chart/draw_list.hpp"
#include "kpi/snapshot.hpp"

namespace invmon::chart {

/// Values over time, one a window. What does not exist or is not finite is missing.
struct Series {
  std::string name;
  std::size_t hue = 0;  ///< index into Theme::series
  std::vector<kpi::Maybe> values;
  bool filled = false;  ///< the area below is tinted
};

/// Whether there is a number to show.
bool is_present(const kpi::Maybe& value);

/// The median of the values around each one, five to either side, but none from beyond a missing one. Of an even number the
/// middle between the two in the middle. Missing values stay missing.
std::vector<kpi::Maybe> running_median(std::span<const kpi::Maybe> values);
inline constexpr std::size_t kMedianWindow = 11;

/// What is left of points, whose x ascend, when of those in a column of half a pixel only the first, the lowest, the highest and
/// the last are kept, in their order. A line through them looks the same.
std::vector<Point> decimate(std::span<const Point> points);

}  // namespace invmon::chart
