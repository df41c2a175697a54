#include <array>
#include <ostream>

#include "base/json_writer.hpp"
#include "report/json_parts.hpp"
#include "report/query.hpp"

namespace invmon::report {
namespace {

std::string_view name(kpi::Unit unit) {
  static constexpr std::array<std::string_view, 5> kNames = {"count", "ratio", "per_minute", "seconds", "per_1k"};
  return kNames[static_cast<std::size_t>(unit)];
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  if (text.empty()) return json.null(key);
  json.text(key, text);
}

void write_column(JsonWriter& json, const QueryColumn& column) {
  json.text("name", column.name);
  write_text(json, "unit", column.unit ? name(*column.unit) : std::string_view());
  write_text(json, "help", column.help);
}

void write_row(JsonWriter& json, const Query& query, const QueryRow& row) {
  if (query.windowed) {
    json.time("from", row.from);
    json.time("to", row.to);
  }
  for (std::size_t i = 0; i < row.key.size(); ++i) json.text_key(query.by[i]), json.text(row.key[i]);
  for (std::size_t i = 0; i < row.values.size(); ++i) json.text_key(query.columns[i].name), json.number(row.values[i]);
}

void write_window(JsonWriter& json, const Query& query) {
  json.new_line(kJsonTop);
  if (!query.windowed) return json.null("window");
  json.begin_object("window");
  json.number("seconds", query.head.window_seconds);
  json.end_object();
}

}  // namespace

void write_query_json(const Query& query, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  write_json_head(json, "invmon.query/v1", query.head);
  write_window(json, query);
  json.new_line(kJsonTop);
  json.texts("by", query.by);
  json.new_line(kJsonTop);
  json.key("columns");
  write_lines(json, query.columns, kJsonNested, [&](const auto& column) { write_column(json, column); });
  json.new_line(kJsonTop);
  json.key("rows");
  write_lines(json, query.rows, kJsonNested, [&](const auto& row) { write_row(json, query, row); });
  json.new_line(kJsonTop);
  json.count("left_out", query.left_out);
  json.new_line(kJsonTop);
  json.texts("notes", query.notes);
  json.new_line(0);
  json.end_object();
  json.finish();
}

}  // namespace invmon::report
