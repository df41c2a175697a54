#include "report/markdown_table.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace invmon::report {
namespace {

std::string table_row(const std::vector<std::string>& cells) { return fmt::format("| {} |\n", fmt::join(cells, " | ")); }

std::string table_head(const std::vector<Column>& columns) {
  std::vector<std::string> headers, rules;
  for (const Column& column : columns) {
    headers.push_back(escape_markdown(column.header));
    rules.push_back(column.align == Align::left ? ":---" : "---:");
  }
  return table_row(headers) + table_row(rules);
}

}  // namespace

std::string render_markdown(const Table& table) {
  std::string out = fmt::format("\n## {}\n\n{}", escape_markdown(table.title), table_head(table.columns));
  for (const auto& row : table.rows) {
    std::vector<std::string> cells;
    for (const Cell& cell : row) cells.push_back(escape_markdown(cell.text));
    out += table_row(cells);
  }
  if (table.left_out > 0) out += fmt::format("\n{} more.\n", table.left_out);
  return out;
}

}  // namespace invmon::report
