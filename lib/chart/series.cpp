#include "chart/series.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace invmon::chart {
namespace {

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  // Halves, because the sum of the largest numbers is not finite.
  return *std::max_element(values.begin(), middle) / 2 + *middle / 2;
}

double column_of(Point point) { return std::floor(point.x * 2); }

/// Appends the first, lowest, highest and last of the points of one column.
void append_column(std::span<const Point> column, std::vector<Point>& kept) {
  const auto [lowest, highest] = std::ranges::minmax_element(column, {}, &Point::y);
  std::array<std::size_t, 4> chosen = {0, static_cast<std::size_t>(lowest - column.begin()),
                                       static_cast<std::size_t>(highest - column.begin()), column.size() - 1};
  std::ranges::sort(chosen);
  const auto repeated = std::unique(chosen.begin(), chosen.end());
  std::for_each(chosen.begin(), repeated, [&](std::size_t i) { kept.push_back(column[i]); });
}

}  // namespace

bool is_present(const kpi::Maybe& value) { return value && std::isfinite(*value); }

std::vector<kpi::Maybe> running_median(std::span<const kpi::Maybe> values) {
  constexpr std::size_t kSide = kMedianWindow / 2;
  std::vector<kpi::Maybe> medians(values.size());
  std::vector<double> around;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_present(values[i])) continue;
    std::size_t begin = i, end = i + 1;
    while (begin > 0 && i - begin < kSide && is_present(values[begin - 1])) --begin;
    while (end < values.size() && end - i <= kSide && is_present(values[end])) ++end;
    around.clear();
    for (const auto& value : values.subspan(begin, end - begin)) around.push_back(*value);
    medians[i] = median(around);
  }
  return medians;
}

std::vector<Point> decimate(std::span<const Point> points) {
  std::vector<Point> kept;
  for (std::size_t begin = 0, end = 0; begin < points.size(); begin = end) {
    while (end < points.size() && column_of(points[end]) == column_of(points[begin])) ++end;
    append_column(points.subspan(begin, end - begin), kept);
  }
  return kept;
}

}  // namespace invmon::chart
