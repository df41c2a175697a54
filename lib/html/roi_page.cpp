#include "html/roi_page.hpp"

#include <fmt/core.h>

#include <ostream>
#include <string_view>

#include "base/xml.hpp"
#include "chart/svg.hpp"
#include "report/roi_display.hpp"

namespace invmon::html {
namespace {

using report::Align;
using report::Table;

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; --ink: light-dark(#1F2328, #E6EDF3); --line: light-dark(#D0D7DE, #30363D); --bad: light-dark(#B3261E, #FF7B72); }
body { margin: 0 auto; max-width: 1240px; padding: 16px clamp(12px, 2vw, 32px); color: var(--ink); background: light-dark(#FFFFFF, #0D1117);
  font: 14px/1.45 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 20px; } h2 { font-size: 17px; margin: 24px 0 8px; }
figure { margin: 16px 0; background: #FFFFFF; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
figure svg { display: block; width: 100%; height: auto; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; font-variant-numeric: tabular-nums; }
.left { text-align: left; }
.bad { color: var(--bad); }
@media print { figure, tr { break-inside: avoid; } }
</style>
)";

void write_cell(std::string_view tag, const std::string& text, Align align, bool bad, std::ostream& out) {
  const std::string_view left = align == Align::left ? "left" : "";
  const std::string_view tone = bad ? "bad" : "";
  out << fmt::format("<{0}{1} class=\"{2}{3}{4}\">{5}</{0}>", tag, tag == "th" ? " scope=\"col\"" : "", left,
                     left.empty() || tone.empty() ? "" : " ", tone, escape_xml(text));
}

void write_table(const Table& table, std::ostream& out) {
  out << "<h2>" << escape_xml(table.title) << "</h2>\n<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\""
      << escape_xml(table.title) << "\"><table>\n<tr>";
  for (const auto& column : table.columns) write_cell("th", column.header, column.align, false, out);
  out << "</tr>\n";
  for (const auto& row : table.rows) {
    out << "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      write_cell("td", row[i].text, table.columns[i].align, row[i].tone == report::Tone::bad, out);
    }
    out << "</tr>\n";
  }
  out << "</table></div>\n";
  if (table.left_out > 0) out << "<p>" << table.left_out << " more are left out.</p>\n";
}

}  // namespace

void write_roi_html(const report::RoiReport& roi, std::span<const chart::DrawList> charts, std::ostream& out) {
  const auto lines = report::headline(roi.report);
  const auto title = escape_xml("ROI of " + lines.front());
  out << kHead << "<title>" << title << "</title>\n</head>\n<body>\n<main>\n<h1>" << title << "</h1>\n<p>" << escape_xml(lines[1])
      << "</p>\n<ul>\n";
  for (const auto& sentence : report::roi_summary(roi)) out << "<li>" << escape_xml(sentence) << "</li>\n";
  for (const auto& note : roi.roi.notes) out << "<li>" << escape_xml(note) << "</li>\n";
  out << "</ul>\n";
  for (const auto& picture : charts) {
    out << "<figure>";
    chart::write_svg(picture, out);
    out << "</figure>\n";
  }
  write_table(report::roi_figures_table(roi.roi), out);
  for (const auto& table : report::roi_tables(roi, report::kPageWindows)) write_table(table, out);
  write_table(report::roi_inputs_table(roi.roi), out);
  out << "</main>\n</body>\n</html>\n";
}

}  // namespace invmon::html
