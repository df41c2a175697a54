#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "report/markdown_table.hpp"
#include "report/query_table.hpp"
#include "report/text_table.hpp"

namespace invmon::report {

void write_query_text(const Query& query, const TextStyle& style, std::ostream& out) {
  const auto table = query_table(query);
  // Every column was asked for: a table may be wider than the terminal rather than lose some.
  const TextStyle wide{style.color, std::max(style.columns, narrowest(table))};
  for (const auto& line : headline(query.head)) out << wrap(escape_terminal(line), style.columns);
  out << '\n' << render_table(table, wide);
  const auto said = notes(query.head);
  if (!said.empty()) out << '\n';
  for (const auto& note : said) out << wrap(escape_terminal(note), style.columns);
  for (const auto& line : bad_lines(query.head)) out << "  " << shorten(escape_terminal(line), style.columns - 2) << '\n';
}

void write_query_markdown(const Query& query, std::ostream& out) {
  const auto lines = headline(query.head);
  out << "# " << escape_markdown(lines[0]) << "\n\n" << escape_markdown(lines[1]) << '\n';
  out << render_markdown(query_table(query));
  write_markdown_notes(query.head, out);
}

void write(const Query& query, Format format, const TextStyle& style, std::ostream& out) {
  switch (format) {
    case Format::text:
      return write_query_text(query, style, out);
    case Format::json:
      return write_query_json(query, out);
    case Format::markdown:
      return write_query_markdown(query, out);
    case Format::csv:
      return write_query_csv(query, out);
    case Format::junit:
    case Format::html:
      break;
  }
}

}  // namespace invmon::report
