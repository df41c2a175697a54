#include <ostream>

#include "base/json_writer.hpp"
#include "report/window_rows.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

void write_owner(JsonWriter& json, const char* key, const std::string* text) {
  json.key(key);
  if (text == nullptr) return json.null();
  json.text(*text);
}

}  // namespace

void write_jsonl(const Report& report, std::ostream& out) {
  const auto columns = columns_of(report);
  visit_rows(report, [&](const Window& window, RowOwner owner) {
    JsonWriter json(out);
    json.begin_object();
    json.time("from", window.from);
    json.time("to", window.to);
    write_owner(json, "dimension", owner.dimension);
    write_owner(json, "key", owner.key);
    for (const NumberColumn& column : columns) {
      json.text_key(column.name);
      json.number(column.read(window));
    }
    json.end_object();
    json.finish();
  });
}

}  // namespace invmon::report
