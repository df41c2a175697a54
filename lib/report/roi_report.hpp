#pragma once

#include <iosfwd>

#include "insight/roi.hpp"
#include "report/report.hpp"
#include "report/writers.hpp"

namespace invmon::report {

/// What a log's work has cost and saved. Of the report its profile, input and range are written.
struct RoiReport {
  const Report& report;
  const insight::Roi& roi;
};

/// `invmon.roi/v1`, see docs/cost.md. Amounts have all their digits. Ends in a newline.
void write_roi_json(const RoiReport& roi, std::ostream& out);

/// For a terminal: the outcome, each figure with its formula, costs by cause and window, losses, sensitivity.
void write_roi_text(const RoiReport& roi, const TextStyle& style, std::ostream& out);

/// GitHub-flavoured Markdown, the same parts as the text and the inputs.
void write_roi_markdown(const RoiReport& roi, std::ostream& out);

}  // namespace invmon::report
