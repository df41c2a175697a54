#include "report/flow_report.hpp"
#include "report/json_parts.hpp"

namespace invmon::report {
namespace {

void write_step(JsonWriter& json, const policy::FlowStepResult& step) {
  json.text("name", step.name);
  json.count("reached", step.reached);
  json.count("skipped", step.skipped);
  json.count("out_of_order", step.out_of_order);
  json.count("delayed", step.delayed);
  json.count("unfinished", step.unfinished);
  json.begin_object("latency");
  json.count("count", step.timed);
  json.number("p50", step.p50);
  json.number("p95", step.p95);
  json.number("max", step.max);
  json.end_object();
}

void write_flow(JsonWriter& json, const policy::FlowResult& flow) {
  json.text("name", flow.name);
  json.count("started", flow.started);
  json.count("completed", flow.completed);
  json.number("completion_rate", flow.completion_rate);
  json.count("in_progress", flow.in_progress);
  json.count("stuck", flow.stuck);
  json.count("lost", flow.lost);
  json.count("delayed", flow.delayed);
  json.count("one_in", flow.one_in);
  json.count("without_id", flow.without_id);
  json.new_line(kJsonNested + 2);
  json.key("steps");
  write_lines(json, flow.steps, kJsonNested + 4, [&](const auto& step) { write_step(json, step); });
  json.new_line(kJsonNested + 2);
  json.key("waiting");
  write_lines(json, flow.waiting, kJsonNested + 4, [&](const policy::WaitingId& waiting) {
    json.text("id", waiting.id);
    json.text("state", waiting.lost ? "lost" : "stuck");
    json.text("step", flow.steps[waiting.step].name);
    json.time("since", waiting.since);
  });
}

void write_number(JsonWriter& json, std::string_view name, std::optional<std::uint64_t> number) {
  if (number) return json.count(name, *number);
  json.null(name);
}

void write_sequence(JsonWriter& json, const policy::SequenceResult& sequence) {
  json.text("name", sequence.name);
  json.texts("labels", sequence.labels);
  write_number(json, "first", sequence.first);
  write_number(json, "last", sequence.last);
  json.count("seen", sequence.seen);
  json.count("duplicates", sequence.duplicates);
  json.count("missing", sequence.missing);
  json.count("gap_count", sequence.gap_count);
  json.begin_array("gaps");
  for (const auto& gap : sequence.gaps) {
    json.begin_object();
    json.count("from", gap.from);
    json.count("to", gap.to);
    json.end_object();
  }
  json.end_array();
  json.count("invalid", sequence.invalid);
  write_number(json, "checked_below", sequence.checked_below);
}

void write_component(JsonWriter& json, const policy::ComponentResult& component) {
  json.text("name", component.name);
  json.text("status", name(component.health));
  json.boolean("critical", component.critical);
  json.key("reason");
  if (component.reason.empty()) {
    json.null();
  } else {
    json.text(component.reason);
  }
  json.time("last", component.last_record);
  json.count("records", component.records);
  json.count("transactions", component.transactions);
  json.count("failures", component.failures);
}

}  // namespace

void write_watched(JsonWriter& json, const Report& report) {
  json.new_line(kJsonTop);
  json.key("flows");
  write_lines(json, report.flows, kJsonNested, [&](const auto& flow) { write_flow(json, flow); });
  json.new_line(kJsonTop);
  json.key("sequences");
  write_lines(json, report.sequences, kJsonNested, [&](const auto& sequence) { write_sequence(json, sequence); });
  json.new_line(kJsonTop);
  json.key("status");
  if (const auto health = overall_health(report.components)) {
    json.text(name(*health));
  } else {
    json.null();
  }
  json.new_line(kJsonTop);
  json.key("components");
  write_lines(json, report.components, kJsonNested, [&](const auto& component) { write_component(json, component); });
}

}  // namespace invmon::report
