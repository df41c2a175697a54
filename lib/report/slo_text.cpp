#include <algorithm>
#include <cmath>
#include <ostream>

#include "base/text.hpp"
#include "report/slo_display.hpp"
#include "report/sparkline.hpp"
#include "report/text_table.hpp"

namespace invmon::report {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kLabel = 12;

Color color_of(Tone tone) { return tone == Tone::bad ? Color::red : Color::none; }

std::string fact_line(const Fact& fact, const TextStyle& style) {
  const std::string label = std::string(kIndent, ' ') + pad(fact.label, kLabel, Align::left);
  const std::string value = shorten(escape_terminal(fact.value.text), style.columns - kIndent - kLabel);
  return paint(label, Color::dim, style) + paint(value, color_of(fact.value.tone), style) + "\n";
}

/// How much of the budget is used, full when all of it is.
std::string budget_bar(const policy::SloResult& slo, const TextStyle& style) {
  constexpr std::size_t kWidest = 50;
  const std::size_t width = std::min(kWidest, style.columns - kIndent - kLabel);
  if (!slo.budget.consumed_ratio) return "";
  const std::string used = share_bar(std::min(1.0, *slo.budget.consumed_ratio), width);
  std::string rest;
  for (std::size_t column = display_width(used); column < width; ++column) rest += "░";
  const Tone tone = slo.met == false ? Tone::bad : Tone::plain;
  return std::string(kIndent + kLabel, ' ') + paint(used, color_of(tone), style) + paint(rest, Color::dim, style) + "\n";
}

std::string indented(const std::string& lines) {
  std::string out;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin) + 1;
    out += std::string(kIndent, ' ') + lines.substr(begin, end - begin);
    begin = end;
  }
  return out;
}

std::string render(const Report& report, const policy::SloResult& slo, const TextStyle& style) {
  const std::string verdict = verdict_word(slo);
  const std::string title = shorten(escape_terminal(slo_title(slo)), style.columns - verdict.size() - kIndent);
  std::string out = paint(verdict, slo.met == false ? Color::red : Color::none, style) + std::string(kIndent, ' ') + title + "\n";
  for (const Fact& fact : slo_facts(report, slo)) {
    out += fact_line(fact, style);
    if (fact.label == "Budget") out += budget_bar(slo, style);
  }
  const Table worst = worst_slices_table(report, slo);
  if (!worst.rows.empty()) out += indented(render_table(worst, {style.color, style.columns - kIndent}));
  return out;
}

}  // namespace

void write_slo_text(const SloReport& slos, const TextStyle& style, std::ostream& out) {
  constexpr std::size_t kFewestColumns = 40;
  const TextStyle usable{style.color, std::max(style.columns, kFewestColumns)};
  for (const std::string& line : headline(slos.report)) out << wrap(escape_terminal(line), usable.columns);
  out << '\n' << wrap(slo_summary(slos), usable.columns);
  const auto shown = slos_to_show(slos);
  const std::size_t left_out = slos.slos.size() - shown.size();
  if (shown.size() > 1) out << '\n' << render_table(slo_table(shown, left_out), usable);
  for (const auto* slo : shown) out << '\n' << render(slos.report, *slo, usable);
}

}  // namespace invmon::report
