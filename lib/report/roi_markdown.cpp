#include <fmt/format.h>

#include <ostream>

#include "base/text.hpp"
#include "report/markdown_table.hpp"
#include "report/roi_display.hpp"

namespace invmon::report {

void write_roi_markdown(const RoiReport& roi, std::ostream& out) {
  const auto lines = headline(roi.report);
  out << "# ROI of " << escape_markdown(lines[0]) << "\n\n" << escape_markdown(lines[1]) << "\n\n";
  for (const auto& sentence : roi_summary(roi)) out << "- " << escape_markdown(sentence) << '\n';
  for (const auto& note : roi.roi.notes) out << "- " << escape_markdown(note) << '\n';
  out << render_markdown(roi_figures_table(roi.roi));
  for (const auto& table : roi_tables(roi, kPageWindows)) out << render_markdown(table);
  out << render_markdown(roi_inputs_table(roi.roi));
}

}  // namespace invmon::report
