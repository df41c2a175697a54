#pragma once

#include <iosfwd>
#include <span>

#include "chart/draw_list.hpp"
#include "report/roi_report.hpp"

namespace invmon::html {

/// An ROI as one self-contained HTML document without script: outcome, charts, figures with their formulas, tables, inputs. The
/// same ROI and charts give the same bytes.
void write_roi_html(const report::RoiReport& roi, std::span<const chart::DrawList> charts, std::ostream& out);

}  // namespace invmon::html
