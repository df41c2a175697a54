#include "report/json_parts.hpp"
#include "report/score.hpp"

namespace invmon::report {
namespace {

void write_marks(JsonWriter& json, const policy::RuleScore& score) {
  json.count("alerts", score.alerts);
  json.count("true_alerts", score.true_alerts);
  json.count("incidents", score.incidents);
  json.count("detected", score.detected);
  json.number("precision", score.precision);
  json.number("recall", score.recall);
  json.number("f1", score.f1);
  json.begin_object("delay");
  json.number("mean", score.delay_mean);
  json.number("median", score.delay_median);
  json.number("worst", score.delay_worst);
  json.end_object();
  json.texts("missed", score.missed);
}

void write_score(JsonWriter& json, const policy::RuleScore& score) {
  json.text("alert", score.alert);
  json.texts("labels", score.labels);
  json.number("firing_seconds", score.firing_seconds);
  write_marks(json, score);
}

void write_row(JsonWriter& json, const policy::Sweep& sweep, const policy::SweepRow& row) {
  json.text("alert", sweep.rule);
  json.text("key", sweep.key);
  json.text("value", row.value);
  json.text("text", row.text);
  json.texts("labels", row.labels);
  json.count("fired", row.fired);
  json.number("firing_seconds", row.firing_seconds);
  json.number("longest_seconds", row.longest_seconds);
  json.number("alerts_per_day", row.alerts_per_day);
  json.key("score");
  if (!row.score) return json.null();
  json.begin_object();
  write_marks(json, *row.score);
  json.end_object();
}

}  // namespace

void write_scores(JsonWriter& json, const ScoreReport& report) {
  if (report.scores) {
    json.new_line(kJsonTop);
    json.key("scores");
    write_lines(json, report.scores->rules, kJsonNested, [&](const auto& score) { write_score(json, score); });
    json.new_line(kJsonTop);
    json.count("incidents_out_of_range", report.scores->incidents_out_of_range);
  }
  if (report.sweep) {
    json.new_line(kJsonTop);
    json.key("sweep");
    write_lines(json, report.rows, kJsonNested, [&](const auto& row) { write_row(json, *report.sweep, row); });
  }
}

}  // namespace invmon::report
