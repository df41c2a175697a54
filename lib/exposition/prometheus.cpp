#include <ostream>

#include "exposition/text_lines.hpp"
#include "exposition/writers.hpp"

namespace invmon::exposition {
namespace {

void write_total(TextLines& lines, const Family& family, const Series& series, const std::vector<double>& bounds) {
  if (const auto* count = std::get_if<std::uint64_t>(&series.whole)) lines.counter(family, series, *count);
  if (const auto* value = std::get_if<double>(&series.whole)) lines.gauge(family, series, *value);
  if (const auto* durations = std::get_if<Durations>(&series.whole)) {
    lines.histogram(family, series, *durations->numbers, bounds);
  }
}

}  // namespace

void write_prometheus(const Export& data, std::ostream& out) {
  TextLines lines(out);
  visit_families(data.report, data.plan, [&](const Family& family) {
    const auto name = family.plan.name + (family.plan.type == Type::counter ? "_total" : "");
    lines.comment("HELP", name, family.plan.help);
    lines.comment("TYPE", name, type_name(family.plan.type));
    for (const auto& series : family.series) write_total(lines, family, series, data.bounds);
  });
  lines.flush();
}

}  // namespace invmon::exposition
