#include <ostream>

#include "base/text.hpp"
#include "report/markdown_table.hpp"
#include "report/slo_display.hpp"

namespace invmon::report {
namespace {

void write_one(const Report& report, const policy::SloResult& slo, std::ostream& out) {
  Table facts{verdict_word(slo) + ": " + slo_title(slo), {{"", Align::left}, {"", Align::left}}, {}, {}, 0};
  for (const Fact& fact : slo_facts(report, slo)) facts.rows.push_back({{fact.label}, fact.value});
  out << render_markdown(facts);
  Table worst = worst_slices_table(report, slo);
  worst.title += " of " + slo_title(slo);
  if (!worst.rows.empty()) out << render_markdown(worst);
}

}  // namespace

void write_slo_markdown(const SloReport& slos, std::ostream& out) {
  const auto lines = headline(slos.report);
  out << "# " << escape_markdown(lines[0]) << "\n\n" << escape_markdown(lines[1]) << "\n\n" << slo_summary(slos) << '\n';
  const auto shown = slos_to_show(slos);
  if (shown.size() > 1) out << render_markdown(slo_table(shown, slos.slos.size() - shown.size()));
  for (const auto* slo : shown) write_one(slos.report, *slo, out);
}

}  // namespace invmon::report
