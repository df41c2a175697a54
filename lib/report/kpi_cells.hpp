#pragma once

#include <string_view>

#include "kpi/catalog.hpp"
#include "report/display.hpp"

namespace invmon::report {

inline constexpr std::string_view kMissing = "-";

/// A KPI's value in words after its unit, "-" if it does not exist.
std::string show(kpi::Unit unit, kpi::Maybe value);

/// The value of the catalog's KPI of that name, which must exist.
Cell kpi_cell(std::string_view name, const kpi::Snapshot& snapshot);

/// Its label.
std::string kpi_label(std::string_view name);

}  // namespace invmon::report
