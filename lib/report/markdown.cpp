#include <ostream>

#include "base/text.hpp"
#include "report/display.hpp"
#include "report/markdown_table.hpp"
#include "report/sparkline.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

std::string render(const Family& family) {
  Table table{family.title, {{"KPI", Align::left}, {"Value"}}, {}, {}, 0};
  for (const Fact& fact : family.facts) table.rows.push_back({{fact.label}, fact.value});
  return render_markdown(table);
}

std::string render(const std::vector<Trend>& trends, const Report& report) {
  constexpr std::size_t kColumns = 60;
  Table table{"Over time, windows of " + show_window_length(report),
              {{"KPI", Align::left}, {"First to last window", Align::left}, {"Max"}},
              {},
              {},
              0};
  for (const Trend& trend : trends) {
    table.rows.push_back({{trend.label}, {sparkline(trend.values, kColumns)}, {trend.peak}});
  }
  return render_markdown(table);
}

void write_numbers(const Report& report, std::ostream& out) {
  if (const auto reason = why_empty(report)) {
    out << '\n' << *reason << '\n';
    return;
  }
  for (const Family& family : families(report)) out << render(family);
  const std::vector<Trend> lines = trends(report);
  if (!lines.empty()) out << render(lines, report);
}

}  // namespace

void write_markdown_notes(const Report& report, std::ostream& out) {
  const std::vector<std::string> texts = notes(report);
  if (!texts.empty()) out << "\n## Notes\n\n";
  for (const std::string& text : texts) out << "- " << escape_markdown(text) << '\n';
  for (const std::string& line : bad_lines(report)) out << "  - " << escape_markdown(line) << '\n';
}

void write_markdown(const Report& report, std::ostream& out) {
  const std::vector<std::string> lines = headline(report);
  out << "# " << escape_markdown(lines[0]) << "\n\n" << escape_markdown(lines[1]) << '\n';
  write_numbers(report, out);
  for (const Table& table : tables(report)) out << render_markdown(table);
  write_markdown_notes(report, out);
}

}  // namespace invmon::report
