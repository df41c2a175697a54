#include "base/units.hpp"
#include "report/json_parts.hpp"
#include "report/slo_report.hpp"

namespace invmon::report {
namespace {

using policy::SloResult;

void write_verdict(JsonWriter& json, const SloResult& slo) {
  json.text("name", slo.name);
  json.texts("labels", slo.labels);
  json.number("objective", slo.objective);
  json.number("actual", slo.actual);
  json.key("met");
  if (slo.met) {
    json.boolean(*slo.met);
  } else {
    json.null();
  }
}

void write_counts(JsonWriter& json, const SloResult& slo) {
  json.begin_object("events");
  json.count("good", slo.good);
  json.count("bad", slo.bad);
  json.count("total", slo.total);
  json.end_object();
  json.key("slices");
  if (!slo.slices) return json.null();
  json.begin_object();
  json.number("seconds", slo.slices->seconds);
  json.count("good", slo.slices->good);
  json.count("bad", slo.slices->bad);
  json.count("unknown", slo.slices->unknown);
  json.end_object();
}

void write_period(JsonWriter& json, const SloResult& slo) {
  json.begin_object("period");
  json.number("seconds", seconds_between(slo.period_from, slo.period_to));
  json.time("from", slo.period_from);
  json.time("to", slo.period_to);
  json.end_object();
}

void write_budget(JsonWriter& json, const SloResult::Budget& budget) {
  json.begin_object("budget");
  json.number("allowed", budget.allowed);
  json.number("consumed_ratio", budget.consumed_ratio);
  json.number("remaining_ratio", budget.remaining_ratio);
  json.number("minutes", budget.minutes);
  json.number("consumed_minutes", budget.consumed_minutes);
  json.time("exhausted_at", budget.exhausted_at);
  json.number("days_to_exhaustion", budget.days_to_exhaustion);
  json.end_object();
}

void write_burn_rates(JsonWriter& json, const SloResult& slo) {
  json.begin_array("burn_rate");
  for (const auto& burn : slo.burn_rate) {
    json.begin_object();
    json.text("window", format_span(burn.window));
    json.number("value", burn.value);
    json.end_object();
  }
  json.end_array();
}

void write_interval(JsonWriter& json, const SloResult& slo) {
  json.key("interval");
  if (!slo.interval) return json.null();
  json.begin_object();
  json.number("low", slo.interval->low);
  json.number("high", slo.interval->high);
  json.number("confidence", 0.95);
  json.end_object();
}

/// What the contract's first members leave out.
void write_more(JsonWriter& json, const SloResult& slo) {
  json.text("description", slo.description);
  json.text("sli", slo.sli);
  json.begin_array("worst_slices");
  for (const auto& slice : slo.worst_slices) {
    json.begin_object();
    json.time("from", slice.from);
    json.time("to", slice.to);
    json.number("value", slice.value);
    json.count("events", slice.events);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_slos(JsonWriter& json, std::span<const SloResult> slos) {
  write_lines(json, slos, kJsonNested, [&](const SloResult& slo) {
    write_verdict(json, slo);
    write_counts(json, slo);
    write_period(json, slo);
    write_budget(json, slo.budget);
    write_burn_rates(json, slo);
    write_interval(json, slo);
    write_more(json, slo);
  });
}

void write_slo_json(const SloReport& slos, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  write_json_head(json, "invmon.slo/v1", slos.report);
  json.new_line(kJsonTop);
  json.key("slos");
  write_slos(json, slos.slos);
  json.new_line(0);
  json.end_object();
  json.finish();
}

}  // namespace invmon::report
