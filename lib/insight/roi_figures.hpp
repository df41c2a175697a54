#pragma once

#include <vector>

#include "insight/roi.hpp"

namespace invmon::insight {

/// The totals that figures are made of.
struct RoiTotals {
  const CostModel& model;
  Usage usage;
  Costs costs;
  double days = 0;        ///< of the log, above 0
  double cumulative = 0;  ///< net benefit at the log's end
  double gap_days = 0;    ///< from the start to the log's begin
};

inline constexpr double kDaysOfYear = 365;

/// Each cause's part of the running cost.
std::vector<CauseCost> cause_costs(const RoiTotals& totals);

/// All other figures, in the order in which they are read.
std::vector<Figure> roi_figures(const RoiTotals& totals, const std::vector<Objective>& objectives);

}  // namespace invmon::insight
