#pragma once

#include <span>
#include <string>
#include <vector>

#include "chart/canvas.hpp"
#include "chart/series.hpp"
#include "chart/value_axis.hpp"
#include "report/report.hpp"

namespace invmon::chart {

/// A time that stands out in all charts over time.
struct Span {
  enum class Kind { incident, alert, maintenance };
  Nanos from = 0, to = 0;  ///< half-open
  std::string name;
  Kind kind = Kind::incident;
};

/// A value to compare with: a limit, an objective.
struct ReferenceLine {
  double value = 0;
  std::string label;
  Hue hue;
};

/// One plot. All panels of a figure share the time axis.
struct Panel {
  std::string name;  ///< shown where there are several
  Unit unit = Unit::number;
  bool logarithmic = false;  ///< of what is above 0; ignored if nothing is
  std::vector<Series> series;
  std::vector<ReferenceLine> references;
  bool stacked = false;  ///< bars on top of each other, the first series lowest; values >= 0, a missing one is none
};

/// The part of time that a figure shows.
struct TimeDomain {
  Nanos from = 0, to = 1;  ///< from < to
};

/// The time axis of a figure, and where the values of its series stand.
struct TimeScale {
  TimeDomain domain;
  std::vector<Nanos> times;  ///< ascending, one for each value of a series
  std::string pace;          ///< how dense they are: "per 1m"
};

/// The windows of a report: their extent, and at least ten seconds of it, with values in their middles.
TimeScale scale_of(const report::Report& report);
TimeDomain domain_of(const report::Report& report);  ///< requires a window

struct TimeFigure {
  std::string id, title, subtitle;
  std::string nothing;  ///< what to say if no series has a value: "No transactions in this range."
  std::vector<Panel> panels;
  std::span<const Span> spans;
  TimeScale scale;
};

/// Draws series over time. Where there is more than a value for every two pixels, lines are drawn faintly under their running
/// median.
DrawList draw(const TimeFigure& figure, const Style& style);

}  // namespace invmon::chart
