#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "report/slo_display.hpp"

namespace invmon::report {
namespace {

/// A text for XML 1.0, in content and in attributes. Characters that XML can't hold become U+FFFD.
std::string escape_xml(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string out;
  for (const char c : make_valid_utf8(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\t':
      case '\n':
      case '\r':
        out += fmt::format("&#{};", static_cast<int>(c));
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += kReplacement;
        } else {
          out += c;
        }
    }
  }
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = out.find(forbidden, at)) != std::string::npos;) {
      out.replace(at, forbidden.size(), kReplacement);
    }
  }
  return out;
}

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
