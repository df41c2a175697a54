#pragma once

#include <string>
#include <vector>

namespace invmon::chart {

/// What the numbers on an axis are: plain ones, ratios (shown as %), numbers that are % already, seconds.
enum class Unit { number, ratio, percent, seconds };

struct ValueTick {
  double value = 0;
  std::string label;
};

struct ValueAxis {
  double low = 0, high = 1;  ///< low < high; both > 0 on a logarithmic axis
  bool logarithmic = false;
  std::vector<ValueTick> ticks;     ///< ascending
  std::vector<double> minor_ticks;  ///< faint lines without labels

  /// Where a value lies: 0 at low, 1 at high, kept within.
  double share(double value) const;
};

/// An axis over at least low..high whose ends and ticks are multiples of 1, 2, 2.5 or 5 times a power of ten, one for every
/// `pitch` of `length` pixels or so, but at least two. Any finite numbers with low <= high.
ValueAxis linear_axis(double low, double high, Unit unit, double length, double pitch = 46);

/// A logarithmic axis over at least low..high, 0 < low <= high: labels at 1, 2 and 5 of each decade if they are 16 px or more
/// apart, else at whole decades, and faint lines between.
ValueAxis logarithmic_axis(double low, double high, Unit unit, double length);

/// A value with all its digits up to the sixth, as reference lines show it: "2 %", "500 ms", "1.5 s".
std::string show_value(double value, Unit unit);

}  // namespace invmon::chart
