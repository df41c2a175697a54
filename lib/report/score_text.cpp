#include <fmt/format.h>

#include <algorithm>

#include "base/units.hpp"
#include "report/kpi_cells.hpp"
#include "report/labels.hpp"
#include "report/score.hpp"

namespace invmon::report {
namespace {

using policy::RuleScore;
using policy::SweepRow;

std::string show_firing(std::uint64_t alerts, double seconds) {
  return alerts == 0 ? std::string(kMissing) : format_seconds(seconds);
}

void append_mark_columns(std::vector<Column>& columns) {
  for (const auto* header : {"Precision", "Recall", "Delay", "F1", "Worst"}) columns.push_back({header});
}

void append_marks(std::vector<Cell>& row, const RuleScore& score) {
  const auto ratio = [&](kpi::Maybe value) { row.push_back({show(kpi::Unit::ratio, value)}); };
  const auto delay = [&](kpi::Maybe value) { row.push_back({show(kpi::Unit::seconds, value)}); };
  ratio(score.precision);
  ratio(score.recall);
  delay(score.delay_median);
  ratio(score.f1);
  delay(score.delay_worst);
}

Table score_table(std::span<const policy::Rule> rules, const std::vector<RuleScore>& scores) {
  Table table{"Scores", {{"Rule", Align::left, kNarrowestName}, {"Alerts"}}, {}, {}, 0};
  append_mark_columns(table.columns);
  table.columns.push_back({"Firing"});
  table.columns.push_back({"Labels", Align::left});
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto& score = scores[i];
    auto& row = table.rows.emplace_back();
    row = {{distinct_name(rules, i)}, {format_count(score.alerts)}};
    append_marks(row, score);
    row.push_back({show_firing(score.alerts, score.firing_seconds)});
    row.push_back({show_labels(score.labels)});
  }
  return table;
}

/// Rules that missed none are left out.
Table missed_table(std::span<const policy::Rule> rules, const std::vector<RuleScore>& scores) {
  Table table{"Missed", {{"Rule", Align::left}, {"Missed"}, {"Of"}, {"Incidents", Align::left}}, {}, {}, 0};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto& score = scores[i];
    if (score.missed.empty()) continue;
    table.rows.push_back({{distinct_name(rules, i)},
                          {format_count(score.missed.size())},
                          {format_count(score.incidents)},
                          {fmt::format("{}", fmt::join(score.missed, ", "))}});
  }
  return table;
}

/// Labels are shown if several rules bear the name.
Table sweep_table(const policy::Sweep& sweep, const std::vector<SweepRow>& rows) {
  const bool scored = std::ranges::any_of(rows, [](const SweepRow& row) { return row.score.has_value(); });
  const bool several = rows.size() > sweep.values.size();
  Table table{fmt::format("{}: {} = {}", sweep.rule, sweep.key, sweep.text("{}")),
              {{"{}", Align::left}, {"Fired"}, {"Firing"}, {"A day"}},
              {},
              {},
              0};
  if (scored) append_mark_columns(table.columns);
  if (several) table.columns.push_back({"Labels", Align::left});
  for (const auto& row : rows) {
    auto& cells = table.rows.emplace_back();
    cells = {{row.value},
             {format_count(row.fired)},
             {show_firing(row.fired, row.firing_seconds)},
             {show(kpi::Unit::count, row.alerts_per_day)}};
    if (scored) append_marks(cells, *row.score);
    if (several) cells.push_back({show_labels(row.labels)});
  }
  return table;
}

}  // namespace

std::vector<Table> score_tables(std::span<const policy::Rule> rules, const ScoreReport& report) {
  std::vector<Table> tables;
  if (report.sweep) {
    tables.push_back(sweep_table(*report.sweep, report.rows));
  } else if (report.scores) {
    tables.push_back(score_table(rules, report.scores->rules));
    tables.push_back(missed_table(rules, report.scores->rules));
  }
  std::erase_if(tables, [](const Table& table) { return table.rows.empty(); });
  return tables;
}

std::vector<std::string> score_notes(const ScoreReport& report) {
  const auto outside = report.scores ? report.scores->incidents_out_of_range : 0;
  if (outside == 0) return {};
  return {fmt::format("{} known {} outside the log's range, and {} not count.", format_count(outside),
                      outside == 1 ? "incident lies" : "incidents lie", outside == 1 ? "does" : "do")};
}

}  // namespace invmon::report
