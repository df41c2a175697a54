#include "report/json_parts.hpp"

#include "base/version.hpp"

namespace invmon::report {
namespace {

void write_header(JsonWriter& json, std::string_view schema, const Report& report) {
  json.new_line(kJsonTop);
  json.text("schema", schema);
  json.new_line(kJsonTop);
  json.begin_object("generator");
  json.text("name", "invmon");
  json.text("version", kVersion);
  json.end_object();
  json.new_line(kJsonTop);
  json.begin_object("profile");
  json.text("name", report.profile_name);
  json.text("source", report.profile_source);
  json.end_object();
}

void write_source(JsonWriter& json, const Source& source) {
  json.text("path", source.path);
  json.count("bytes", source.bytes);
  json.count("lines", source.lines);
  json.time("first", source.first);
  json.time("last", source.last);
}

void write_bad_line(JsonWriter& json, const BadLine& bad) {
  json.text("path", bad.path);
  json.count("line", bad.line);
  json.count("offset", bad.offset);
  json.text("reason", bad.reason);
  json.text("detail", bad.detail);
}

void write_accounting(JsonWriter& json, const Input& input) {
  json.new_line(kJsonNested);
  json.count("bytes", input.bytes);
  json.count("lines", input.lines);
  json.count("records", input.records);
  json.new_line(kJsonNested);
  json.begin_object("dropped");
  for (const DropCount& drop : input.dropped) {
    json.text_key(drop.reason);
    json.count(drop.lines);
  }
  json.end_object();
}

void write_input(JsonWriter& json, const Input& input) {
  json.new_line(kJsonTop);
  json.begin_object("input");
  json.new_line(kJsonNested);
  json.key("sources");
  write_lines(json, input.sources, kJsonNested + 2, [&](const Source& source) { write_source(json, source); });
  write_accounting(json, input);
  json.new_line(kJsonNested);
  json.key("examples");
  write_lines(json, input.examples, kJsonNested + 2, [&](const BadLine& bad) { write_bad_line(json, bad); });
  json.new_line(kJsonNested);
  json.count("late", input.late);
  json.new_line(kJsonTop);
  json.end_object();
}

void write_range(JsonWriter& json, const Report& report) {
  json.new_line(kJsonTop);
  json.begin_object("range");
  json.time("from", report.from);
  json.time("to", report.to);
  json.number("seconds", range_seconds(report));
  json.end_object();
}

}  // namespace

void write_json_head(JsonWriter& json, std::string_view schema, const Report& report) {
  write_header(json, schema, report);
  write_input(json, report.input);
  write_range(json, report);
}

}  // namespace invmon::report
