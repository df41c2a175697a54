#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <ostream>

#include "base/text.hpp"
#include "base/units.hpp"
#include "report/inspection.hpp"
#include "report/text_table.hpp"

namespace invmon::report {
namespace {

/// "caddy fits 11 of the first 12 lines (score 0.92), next zap (0.41)".
std::string show_shape(const Inspection& inspection) {
  if (inspection.candidates.empty()) return "No built-in profile fits any of the first lines.";
  const auto& best = inspection.candidates.front();
  std::string text = fmt::format("{} fits {} of the first {} objects (score {:.2f})", best.profile, format_count(best.lines),
                                 format_count(inspection.looked_at), best.score);
  if (inspection.candidates.size() == 1) return text + "; no other profile fits any.";
  const auto& next = inspection.candidates[1];
  return text + fmt::format("; next is {} with {} ({:.2f}).", next.profile, format_count(next.lines), next.score);
}

std::string show_order(const Inspection& inspection) {
  if (inspection.steps_back == 0) return "Records are in order of time.";
  return fmt::format("Steps back in time from one record to the next: {}, by up to {}.", format_count(inspection.steps_back),
                     format_seconds(static_cast<double>(inspection.farthest_back) / kSecond));
}

/// "string, integer", the most frequent first.
std::string show_types(const Field& field) {
  auto types = field.types;
  std::ranges::stable_sort(types, std::greater(), [](const auto& type) { return type.second; });
  std::string text;
  for (const auto& type : types) text += (text.empty() ? "" : ", ") + type.first;
  return text;
}

/// Of many different numbers their range, of other values the most frequent ones.
std::string show_values(const Field& field) {
  constexpr std::uint64_t kFewNumbers = 8;
  if (field.numbers > 0 && field.distinct > kFewNumbers) {
    return fmt::format("{} … {}, p50 {}, p95 {}", format_number(*field.min), format_number(*field.max), format_number(*field.p50),
                       format_number(*field.p95));
  }
  std::string text;
  for (const auto& [value, count] : field.top) {
    text += fmt::format("{}{} ×{}", text.empty() ? "" : ", ", value.empty() ? "''" : shorten(value, 40), format_count(count));
  }
  return text;
}

Table fields_table(const Inspection& inspection) {
  Table table{fmt::format("Fields of {} objects", format_count(inspection.objects)),
              {{"Field", Align::left}, {"Lines"}, {"Distinct"}, {"Types", Align::left}, {"Values", Align::left}},
              {},
              {},
              0};
  for (const auto& field : inspection.fields) {
    const double share = static_cast<double>(field.lines) / static_cast<double>(inspection.objects);
    const auto distinct = (field.distinct_is_exact ? "" : "≈") + format_count(field.distinct);
    table.rows.push_back({{field.path}, {format_percent(share)}, {distinct}, {show_types(field)}, {show_values(field)}});
  }
  return table;
}

std::string show_validity(const Inspection& inspection, std::size_t columns) {
  if (*inspection.invalid == 0) return "Every line is a JSON text (RFC 8259).\n";
  std::string text = fmt::format("Lines that are no JSON text (RFC 8259): {}\n", format_count(*inspection.invalid));
  for (const auto& bad : inspection.invalid_examples) {
    const auto line = fmt::format("{}:{} (byte {}): {}", bad.path, bad.line, bad.offset, bad.detail);
    text += "  " + shorten(escape_terminal(line), columns - 2) + "\n";
  }
  return text;
}

}  // namespace

void write_inspection_text(const Inspection& inspection, const TextStyle& style, std::ostream& out) {
  for (const auto& line : headline(inspection.head)) out << wrap(escape_terminal(line), style.columns);
  out << wrap(show_order(inspection), style.columns);
  out << wrap(show_shape(inspection), style.columns);
  for (const auto& note : inspection.notes) out << wrap("Note: " + note + ".", style.columns);
  if (!inspection.fields.empty()) out << '\n' << render_table(fields_table(inspection), style);
  if (inspection.fields_cut) out << "There are more fields; these are the first by name.\n";
  out << '\n';
  for (const auto& note : notes(inspection.head)) out << wrap(escape_terminal(note), style.columns);
  for (const auto& line : bad_lines(inspection.head)) out << "  " << shorten(escape_terminal(line), style.columns - 2) << '\n';
  if (inspection.invalid) out << show_validity(inspection, style.columns);
}

}  // namespace invmon::report
