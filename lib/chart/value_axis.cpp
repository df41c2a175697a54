#include "chart/value_axis.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "chart/value_label.hpp"

namespace invmon::chart {
namespace {

// Beyond this the difference of two values would not be finite.
constexpr double kLargest = 1e300;
constexpr double kSmallest = 1e-290;

/// 1, 2, 2.5 or 5 times a power of ten.
double nice_step(int index) {
  constexpr std::array<double, 4> kSteps = {1, 2, 2.5, 5};
  const int exponent = index >= 0 ? index / 4 : -((3 - index) / 4);
  const double step = kSteps[static_cast<std::size_t>(index - 4 * exponent)];
  // Powers of ten are exact up to 22; a division by one is rounded once.
  return exponent < 0 ? step / std::pow(10.0, -exponent) : step * std::pow(10.0, exponent);
}

/// The index of a nice step that is certainly not above `size`.
int step_index_below(double size) { return 4 * (static_cast<int>(std::floor(std::log10(size))) - 1); }

/// Ends that differ enough to be told apart.
void widen(double& low, double& high) {
  low = std::clamp(low, -kLargest, kLargest);
  high = std::clamp(high, -kLargest, kLargest);
  const double size = std::max(std::abs(low), std::abs(high));
  if (size < kSmallest) {
    low = 0;
    high = 1;
  } else if (high - low < size * 1e-9) {
    low -= size * 0.1;
    high += size * 0.1;
  }
}

struct Grid {
  double step, first, last;  ///< the ends in steps
};

Grid grid_over(double low, double high, double intervals) {
  for (int index = step_index_below((high - low) / intervals);; ++index) {
    const double step = nice_step(index);
    // A value that is off a step by rounding alone must not make room for another one.
    const Grid grid{step, std::floor(low / step + 1e-9), std::ceil(high / step - 1e-9)};
    if (grid.last - grid.first <= intervals && grid.last > grid.first) return grid;
  }
}

/// 1, 2 or 5 times a power of ten, in order.
double decade_step(int index) {
  constexpr std::array<double, 3> kSteps = {1, 2, 5};
  const int exponent = index >= 0 ? index / 3 : -((2 - index) / 3);
  const double step = kSteps[static_cast<std::size_t>(index - 3 * exponent)];
  return exponent < 0 ? step / std::pow(10.0, -exponent) : step * std::pow(10.0, exponent);
}

struct DecadeRange {
  int first, last;  ///< indexes of decade_step
};

DecadeRange decades_over(double low, double high) {
  int first = 3 * (static_cast<int>(std::floor(std::log10(low))) - 1);
  while (decade_step(first + 1) <= low * (1 + 1e-9)) ++first;
  int last = first + 2;
  while (decade_step(last) < high * (1 - 1e-9)) ++last;
  return {first, last};
}

/// How many indexes of decade_step are from one label to the next.
int label_stride(double pixels_per_decade) {
  constexpr double kClosest = 16;
  if (pixels_per_decade * std::log10(2.0) >= kClosest) return 1;
  int decades = 1;
  while (pixels_per_decade * decades < kClosest) decades *= 2;
  return 3 * decades;
}

void add_minor_ticks(ValueAxis& axis, DecadeRange range) {
  for (int decade = (range.first - 2) / 3 - 1; decade <= range.last / 3 + 1; ++decade) {
    for (int digit = 1; digit <= 9; ++digit) {
      const double value = decade_step(3 * decade) * digit;
      if (value > axis.low && value < axis.high) axis.minor_ticks.push_back(value);
    }
  }
}

}  // namespace

double ValueAxis::share(double value) const {
  if (!logarithmic) return std::clamp((value - low) / (high - low), 0.0, 1.0);
  if (!(value > low)) return 0;
  return std::min(1.0, (std::log10(value) - std::log10(low)) / (std::log10(high) - std::log10(low)));
}

ValueAxis linear_axis(double low, double high, Unit unit, double length, double pitch) {
  widen(low, high);
  const ShownUnit shown = shown_unit(std::max(std::abs(low), std::abs(high)), unit);
  const auto [step, first, last] = grid_over(low / shown.size, high / shown.size, std::max(2.0, std::floor(length / pitch)));
  ValueAxis axis;
  axis.low = first * step * shown.size;
  axis.high = last * step * shown.size;
  for (double i = first; i <= last; ++i) axis.ticks.push_back({i * step * shown.size, value_label(i * step, step, shown)});
  return axis;
}

ValueAxis logarithmic_axis(double low, double high, Unit unit, double length) {
  low = std::clamp(low, kSmallest, kLargest);
  high = std::clamp(high, low, kLargest);
  const DecadeRange range = decades_over(low, high);
  ValueAxis axis;
  axis.logarithmic = true;
  axis.low = decade_step(range.first);
  axis.high = decade_step(range.last);
  const double pixels_per_decade = length / (std::log10(axis.high) - std::log10(axis.low));
  const int stride = label_stride(pixels_per_decade);
  for (int i = range.first; i <= range.last; ++i) {
    if (i % stride == 0) axis.ticks.push_back({decade_step(i), show_value(decade_step(i), unit)});
  }
  constexpr double kLeastForMinor = 66;
  if (pixels_per_decade >= kLeastForMinor) add_minor_ticks(axis, range);
  return axis;
}

}  // namespace invmon::chart
