#include "report/query_table.hpp"

#include <fmt/format.h>

#include "base/units.hpp"
#include "report/kpi_cells.hpp"

namespace invmon::report {
namespace {

/// "Windows of 5m by route, status".
std::string title_of(const Query& query) {
  std::string title = query.windowed     ? "Windows of " + show_window_length(query.head)
                      : query.by.empty() ? "Whole range"
                                         : "Groups";
  if (!query.by.empty()) title += fmt::format(" by {}", fmt::join(query.by, ", "));
  return title;
}

Cell value_cell(const QueryColumn& column, kpi::Maybe value) {
  if (column.unit) return {show(*column.unit, value)};
  return {value ? format_number(*value) : std::string(kMissing)};
}

}  // namespace

Table query_table(const Query& query) {
  Table table{title_of(query), {}, {}, {}, query.left_out};
  if (query.windowed) table.columns.push_back({"from", Align::left});
  for (const auto& dimension : query.by) table.columns.push_back({dimension, Align::left});
  for (const auto& column : query.columns) table.columns.push_back({column.name});
  for (const auto& row : query.rows) {
    auto& cells = table.rows.emplace_back();
    if (query.windowed) cells.push_back({show_time(query.head, row.from)});
    for (const auto& key : row.key) cells.push_back({key});
    for (std::size_t i = 0; i < row.values.size(); ++i) cells.push_back(value_cell(query.columns[i], row.values[i]));
  }
  return table;
}

}  // namespace invmon::report
