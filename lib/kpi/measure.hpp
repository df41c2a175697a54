#pragma once

#include <span>
#include <string>

#include "kpi/catalog.hpp"
#include "kpi/snapshot.hpp"
#include "window/pane.hpp"

namespace invmon::kpi {

/// The numbers of a pane. `streak` may be null (not known). `seconds` is the length of the pane's interval, which rates are
/// divided by. `gauge_names` are those of the pane's gauges, in order.
Snapshot measure(const window::Pane& pane, const stats::Streak* streak, double seconds, std::span<const std::string> gauge_names);

/// One KPI, as `measure` would give it, without the work for the others. `pane`, of the same records as the counts, may be null
/// where the entry is not read from durations.
Maybe measure_one(const Entry& entry, const window::PaneCounts& counts, const window::Pane* pane, const stats::Streak* streak,
                  double seconds);

}  // namespace invmon::kpi
