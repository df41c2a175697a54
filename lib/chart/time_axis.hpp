#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "chart/text_meter.hpp"

namespace invmon::chart {

struct TimeTick {
  Nanos time = 0;
  std::string label;
  bool new_date = false;   ///< a day, month or year begins here that the labels alone don't tell
  std::string date;        ///< for the row below: of the first tick, and of those with a new date; empty for others
  std::string short_date;  ///< the same where there is little room
};

/// The ticks within [from, to], from <= to, in UTC: at the smallest of the usual steps (1 s to 100 years; weeks on Mondays) at
/// which labels stand at least 22 px apart, if `length` pixels show the whole. Empty if not even one fits.
std::vector<TimeTick> time_ticks(Nanos from, Nanos to, double length, const TextMeter& meter);

/// Where a time lies: 0 at from, 1 at to, kept within. Requires from < to.
double time_share(Nanos time, Nanos from, Nanos to);

}  // namespace invmon::chart
