#pragma once

#include <string>
#include <vector>

#include "report/display.hpp"
#include "report/roi_report.hpp"

namespace invmon::report {

/// What the formats for people show of an ROI, in words. All text is still as it came from the log.

/// A moment's date, "2025-01-31".
std::string show_date(Nanos time);

/// The outcome in a few sentences, one a line.
std::vector<std::string> roi_summary(const RoiReport& roi);

/// Each figure's name, value with unit, and formula, those of the causes first.
struct FigureLine {
  std::string name;
  Cell value;
  std::string formula;
};
std::vector<FigureLine> roi_figure_lines(const insight::Roi& roi);

/// The same as a table.
Table roi_figures_table(const insight::Roi& roi);

/// Costs by cause; windows, the latest `most`; failures by error code; losses of each dimension; sensitivity. Only those that
/// have rows.
std::vector<Table> roi_tables(const RoiReport& roi, std::size_t most_windows);
inline constexpr std::size_t kPageWindows = 92;  ///< of Markdown and HTML

/// Every input with its unit and use.
Table roi_inputs_table(const insight::Roi& roi);

}  // namespace invmon::report
