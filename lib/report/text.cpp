#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "report/display.hpp"
#include "report/sparkline.hpp"
#include "report/text_table.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

/// "Error rate      1.22 %" in so many columns; the label gives way to the value.
std::string fact_line(const Fact& fact, std::size_t columns, const TextStyle& style) {
  const std::string value = shorten(fact.value.text, columns);
  const Color color = fact.value.tone == Tone::bad ? Color::red : Color::none;
  const std::string label = pad(fact.label, columns - display_width(value), Align::left);
  return paint(label, Color::dim, style) + paint(value, color, style);
}

std::string stacked(const std::vector<Family>& families, const TextStyle& style) {
  constexpr std::size_t kWidest = 36;
  std::string out;
  for (const Family& family : families) {
    if (!out.empty()) out += "\n";
    out += family.title + "\n";
    for (const Fact& fact : family.facts) out += fact_line(fact, std::min(style.columns, kWidest), style) + "\n";
  }
  return out;
}

/// The families next to each other if there is room, else one below the other.
std::string render(const std::vector<Family>& families, const TextStyle& style) {
  constexpr std::size_t kGap = 3, kNarrowest = 22, kWidest = 30;
  const std::size_t room = (style.columns + kGap) / families.size() - kGap;
  if (room < kNarrowest) return stacked(families, style);
  const std::size_t width = std::min(room, kWidest);
  const std::string gap(kGap, ' ');
  std::string out;
  std::size_t lines = 0;
  for (const Family& family : families) {
    out += (out.empty() ? "" : gap) + pad(family.title, width, Align::left);
    lines = std::max(lines, family.facts.size());
  }
  out.erase(out.find_last_not_of(' ') + 1) += "\n";
  for (std::size_t i = 0; i < lines; ++i) {
    std::vector<std::string> cells;
    for (const Family& family : families) {
      cells.push_back(i < family.facts.size() ? fact_line(family.facts[i], width, style) : std::string(width, ' '));
    }
    out += fmt::format("{}\n", fmt::join(cells, gap));
  }
  return out;
}

/// What a column of the sparklines stands for.
std::string trend_title(const Report& report, std::size_t width) {
  const std::size_t together = (report.windows.size() + width - 1) / width;
  const std::string length = show_window_length(report);
  if (together <= 1) return fmt::format("Over time, windows of {}", length);
  return fmt::format("Over time, the worst of up to {} windows of {}", together, length);
}

/// The first and the last window's beginning below the ends of a sparkline; empty if there is no room.
std::string time_axis(const Report& report, std::size_t width) {
  const std::string from = show_time(report, report.windows.front().from);
  const std::string to = show_time(report, report.windows.back().from);
  if (width < from.size() + to.size() + 2) return "";
  return from + std::string(width - from.size() - to.size(), ' ') + to;
}

std::string render(const std::vector<Trend>& trends, const Report& report, const TextStyle& style) {
  constexpr std::size_t kGap = 2, kPeakWidth = 12;
  constexpr std::string_view kPeakLabel = "max ";
  std::size_t label_width = 0;
  for (const Trend& trend : trends) label_width = std::max(label_width, display_width(trend.label));
  const std::size_t width =
      std::min(style.columns - label_width - kPeakLabel.size() - kPeakWidth - 2 * kGap, report.windows.size());
  std::string out = shorten(trend_title(report, width), style.columns) + "\n";
  for (const Trend& trend : trends) {
    out += paint(pad(trend.label, label_width + kGap, Align::left), Color::dim, style);
    out += sparkline(trend.values, width) + std::string(kGap, ' ');
    out += paint(kPeakLabel, Color::dim, style) + shorten(trend.peak, kPeakWidth) + "\n";
  }
  const std::string axis = time_axis(report, width);
  if (!axis.empty()) out += std::string(label_width + kGap, ' ') + paint(axis, Color::dim, style) + "\n";
  return out;
}

std::string render_numbers(const Report& report, const TextStyle& style) {
  if (const auto reason = why_empty(report)) return "\n" + wrap(*reason, style.columns);
  std::string out = "\n" + render(families(report), style);
  const std::vector<Trend> lines = trends(report);
  if (!lines.empty()) out += "\n" + render(lines, report, style);
  return out;
}

std::string render_notes(const Report& report, const TextStyle& style) {
  std::string out;
  for (const std::string& note : notes(report)) out += wrap(escape_terminal(note), style.columns);
  for (const std::string& line : bad_lines(report)) out += "  " + shorten(escape_terminal(line), style.columns - 2) + "\n";
  return out.empty() ? "" : "\n" + out;
}

}  // namespace

void write_text(const Report& report, const TextStyle& style, std::ostream& out) {
  constexpr std::size_t kFewestColumns = 40;
  const TextStyle usable{style.color, std::max(style.columns, kFewestColumns)};
  for (const std::string& line : headline(report)) out << wrap(escape_terminal(line), usable.columns);
  out << render_numbers(report, usable);
  for (const Table& table : tables(report)) out << '\n' << render_table(table, usable);
  out << render_notes(report, usable);
}

}  // namespace invmon::report
