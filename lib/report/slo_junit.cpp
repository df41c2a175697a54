#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/xml.hpp"
#include "report/slo_display.hpp"

namespace invmon::report {
namespace {

std::string numbers(const Report& report, const policy::SloResult& slo) {
  std::string out;
  for (const Fact& fact : slo_facts(report, slo))
    out += fmt::format("{}: {}\n", escape_xml(fact.label), escape_xml(fact.value.text));
  return out;
}

void write_case(const Report& report, const policy::SloResult& slo, std::ostream& out) {
  out << fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\"", escape_xml(report.profile_name),
                     escape_xml(slo_title(slo)));
  if (slo.met == true) {
    out << "/>\n";
    return;
  }
  out << ">\n";
  if (slo.met == false) {
    const auto facts = slo_facts(report, slo);
    const auto actual = std::ranges::find(facts, "Actual", &Fact::label);
    out << fmt::format("      <failure type=\"slo\" message=\"{}\">{}</failure>\n", escape_xml(actual->value.text),
                       numbers(report, slo));
  } else {
    out << "      <skipped message=\"too few events for a verdict\"/>\n";
  }
  out << "    </testcase>\n";
}

}  // namespace

void write_slo_junit(const SloReport& slos, std::ostream& out) {
  const auto missed = std::ranges::count_if(slos.slos, [](const auto& slo) { return slo.met == false; });
  const auto skipped = std::ranges::count_if(slos.slos, [](const auto& slo) { return !slo.met; });
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"", slos.slos.size(), missed, skipped);
  constexpr std::size_t kToSeconds = 19;
  const std::string timestamp =
      slos.report.to ? fmt::format(" timestamp=\"{}\"", format_time(*slos.report.to).substr(0, kToSeconds)) : "";
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  out << fmt::format("  <testsuite name=\"invmon slo\" {}{}>\n", counts, timestamp);
  for (const auto& slo : slos.slos) write_case(slos.report, slo, out);
  out << "  </testsuite>\n</testsuites>\n";
}

}  // namespace invmon::report
