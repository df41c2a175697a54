#pragma once

#include <span>
#include <string_view>

#include "chart/canvas.hpp"
#include "insight/roi.hpp"

namespace invmon::chart {

DrawList draw_cost_per_transaction(const insight::Roi& roi, const Style& style);
DrawList draw_cumulative_savings(const insight::Roi& roi, const Style& style);
DrawList draw_cost_breakdown(const insight::Roi& roi, const Style& style);
DrawList draw_sensitivity(const insight::Roi& roi, const Style& style);

/// A chart of an ROI.
struct RoiKind {
  std::string_view name;  ///< letters and '-'; also the file's
  DrawList (*draw)(const insight::Roi& roi, const Style& style);
};

std::span<const RoiKind> roi_kinds();

}  // namespace invmon::chart
