#pragma once

#include <string>
#include <string_view>

#include "chart/value_axis.hpp"

namespace invmon::chart {

/// In what numbers on an axis are shown: the value of one, and what is written behind it.
struct ShownUnit {
  double size = 1;
  std::string_view name;
};

/// The unit for an axis whose values are at most so large: milliseconds up to 1 s, minutes from two on.
ShownUnit shown_unit(double largest, Unit unit);

/// A multiple of `step`, both in the shown unit, with as many digits as the step needs.
std::string value_label(double value, double step, ShownUnit unit);

}  // namespace invmon::chart
