#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "report/roi_display.hpp"
#include "report/text_table.hpp"

namespace invmon::report {
namespace {

std::string figure_line(const FigureLine& line, const TextStyle& style) {
  constexpr std::size_t kValue = 18;
  const std::string value =
      paint(pad(line.value.text, kValue, Align::right), line.value.tone == Tone::bad ? Color::red : Color::none, style);
  const std::string name = pad(escape_terminal(line.name), style.columns - kValue, Align::left);
  std::string formula = "  " + wrap("= " + line.formula, style.columns - 2);
  formula.pop_back();
  return name + value + "\n" + paint(formula, Color::dim, style) + "\n";
}

}  // namespace

void write_roi_text(const RoiReport& roi, const TextStyle& style, std::ostream& out) {
  constexpr std::size_t kFewestColumns = 40, kWindowsShown = 31;
  const TextStyle usable{style.color, std::max(style.columns, kFewestColumns)};
  const auto write = [&](const std::string& line) { out << wrap(escape_terminal(line), usable.columns); };
  for (const auto& line : headline(roi.report)) write(line);
  out << '\n';
  for (const auto& line : roi_summary(roi)) write(line);
  for (const auto& note : roi.roi.notes) write(note);
  out << '\n';
  constexpr std::size_t kWidestFigures = 60;
  const TextStyle figures{usable.color, std::min(usable.columns, kWidestFigures)};
  for (const auto& line : roi_figure_lines(roi.roi)) out << figure_line(line, figures);
  for (const auto& table : roi_tables(roi, kWindowsShown)) out << '\n' << render_table(table, usable);
}

}  // namespace invmon::report
