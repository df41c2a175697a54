#include <ostream>

#include "report/inspection.hpp"
#include "report/json_parts.hpp"

namespace invmon::report {
namespace {

void write_candidate(JsonWriter& json, const ShapeCandidate& candidate) {
  json.text("profile", candidate.profile);
  json.number("score", candidate.score);
  json.count("lines", candidate.lines);
  json.texts("evidence", candidate.evidence);
}

void write_field(JsonWriter& json, const Field& field) {
  json.text("path", field.path);
  json.count("lines", field.lines);
  json.begin_object("types");
  for (const auto& [type, count] : field.types) json.count(type, count);
  json.end_object();
  json.count("distinct", field.distinct);
  json.boolean("distinct_exact", field.distinct_is_exact);
  json.begin_object("numbers");
  json.count("count", field.numbers);
  json.number("min", field.min);
  json.number("p50", field.p50);
  json.number("p95", field.p95);
  json.number("p99", field.p99);
  json.number("max", field.max);
  json.end_object();
  json.begin_array("top");
  for (const auto& [text, count] : field.top) {
    json.begin_object();
    json.text("value", text);
    json.count("count", count);
    json.end_object();
  }
  json.end_array();
}

void write_validity(JsonWriter& json, const Inspection& inspection) {
  json.new_line(kJsonTop);
  json.begin_object("strict");
  json.count("invalid", *inspection.invalid);
  json.key("examples");
  write_lines(json, inspection.invalid_examples, kJsonNested, [&](const BadLine& bad) {
    json.text("path", bad.path);
    json.count("line", bad.line);
    json.count("offset", bad.offset);
    json.text("detail", bad.detail);
  });
  json.end_object();
}

}  // namespace

void write_inspection_json(const Inspection& inspection, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  write_json_head(json, "invmon.inspect/v1", inspection.head);
  json.new_line(kJsonTop);
  json.begin_object("shape");
  json.count("lines", inspection.looked_at);
  json.texts("notes", inspection.notes);
  json.key("candidates");
  write_lines(json, inspection.candidates, kJsonNested, [&](const auto& candidate) { write_candidate(json, candidate); });
  json.end_object();
  json.new_line(kJsonTop);
  json.begin_object("order");
  json.count("steps_back", inspection.steps_back);
  json.number("farthest_seconds", static_cast<double>(inspection.farthest_back) / kSecond);
  json.end_object();
  if (inspection.invalid) write_validity(json, inspection);
  json.new_line(kJsonTop);
  json.count("objects", inspection.objects);
  json.new_line(kJsonTop);
  json.boolean("fields_cut", inspection.fields_cut);
  json.new_line(kJsonTop);
  json.key("fields");
  write_lines(json, inspection.fields, kJsonNested, [&](const auto& field) { write_field(json, field); });
  json.new_line(0);
  json.end_object();
  json.finish();
}

}  // namespace invmon::report
