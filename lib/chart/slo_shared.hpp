#pragma once

#include <string>

#include "chart/shared.hpp"

namespace invmon::chart {

/// SLOs that a figure has room for.
inline constexpr std::size_t kMostSlos = 8;

/// "availability", and "availability {warehouse=TX-1}" of a group.
std::string slo_label(const policy::SloResult& slo);

/// The windows of a report, with values at their ends.
TimeScale scale_of_ends(const report::Report& report);

/// Style with room for so many panels below each other.
Style with_panels(const Style& style, std::size_t panels);

}  // namespace invmon::chart
