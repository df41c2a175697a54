#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/units.hpp"
#include "report/flow_report.hpp"
#include "report/kpi_cells.hpp"
#include "report/labels.hpp"

namespace invmon::report {
namespace {

using policy::Health;

constexpr std::size_t kSequencesShown = 20, kGapsShown = 10;

Cell count(std::uint64_t n) { return {format_count(n)}; }

/// A number of which there should be none.
Cell bad_count(std::uint64_t n) { return {format_count(n), n > 0 ? Tone::bad : Tone::plain}; }

Cell seconds(kpi::Maybe value) { return {show(kpi::Unit::seconds, value)}; }

std::string title_of(const policy::SequenceResult& sequence) {
  return sequence.labels.empty() ? sequence.name : fmt::format("{} ({})", sequence.name, show_labels(sequence.labels));
}

std::string show_last(const Report& report, const policy::ComponentResult& component) {
  return component.last_record ? show_time(report, *component.last_record) : std::string(kMissing);
}

Table components(const Report& report) {
  const auto status = overall_health(report.components);
  const auto unknown = std::ranges::count(report.components, Health::unknown, &policy::ComponentResult::health);
  Table table{status ? fmt::format("Components: {}", name(*status)) : "",
              {{"Status", Align::left}, {"Component", Align::left}, {"Last record"}, {"Failed"}, {"Because", Align::left}},
              {},
              {},
              0};
  if (unknown > 0 && status != Health::unknown) table.title += fmt::format(", {} unknown", unknown);
  for (const auto& component : report.components) {
    const bool bad = component.health == Health::down || component.health == Health::degraded;
    table.rows.push_back({{std::string(name(component.health)), bad ? Tone::bad : Tone::plain},
                          {component.name + (component.critical ? " (critical)" : "")},
                          {show_last(report, component)},
                          {fmt::format("{} of {}", count(component.failures).text, count(component.transactions).text)},
                          {component.reason}});
  }
  return table;
}

Table flows(const Report& report) {
  Table table{"Flows",
              {{"Flow", Align::left}, {"Completed"}, {"Started"}, {"Rate"}, {"Stuck"}, {"Lost"}, {"In progress"}, {"Delayed"}},
              {},
              {},
              0};
  for (const auto& flow : report.flows) {
    table.rows.push_back({{flow.name},
                          count(flow.completed),
                          count(flow.started),
                          {show(kpi::Unit::ratio, flow.completion_rate)},
                          bad_count(flow.stuck),
                          bad_count(flow.lost),
                          count(flow.in_progress),
                          count(flow.delayed)});
  }
  return table;
}

Table steps(const policy::FlowResult& flow) {
  Table table{
      "Steps of " + flow.name,
      {{"Step", Align::left}, {"Reached"}, {"p50"}, {"p95"}, {"Max"}, {"Unfinished"}, {"Skipped"}, {"Disordered"}, {"Delayed"}},
      {},
      {},
      0};
  for (const auto& step : flow.steps) {
    table.rows.push_back({{step.name},
                          count(step.reached),
                          seconds(step.p50),
                          seconds(step.p95),
                          seconds(step.max),
                          count(step.unfinished),
                          count(step.skipped),
                          count(step.out_of_order),
                          count(step.delayed)});
  }
  return table;
}

Table waiting(const Report& report, const policy::FlowResult& flow) {
  Table table{"Stuck and lost of " + flow.name + ", oldest first",
              {{"Since", Align::left}, {"State", Align::left}, {"Last step", Align::left}, {"Id", Align::left}},
              {},
              {},
              flow.stuck + flow.lost - flow.waiting.size()};
  for (const auto& id : flow.waiting) {
    table.rows.push_back({{show_time(report, id.since)}, {id.lost ? "lost" : "stuck"}, {flow.steps[id.step].name}, {id.id}});
  }
  return table;
}

/// Those with the most missing numbers first.
std::vector<const policy::SequenceResult*> sequences_to_show(const Report& report) {
  std::vector<const policy::SequenceResult*> shown;
  for (const auto& sequence : report.sequences) shown.push_back(&sequence);
  std::ranges::stable_sort(shown, std::greater(), &policy::SequenceResult::missing);
  shown.resize(std::min(shown.size(), kSequencesShown));
  return shown;
}

Table sequences(const Report& report) {
  Table table{
      "Sequences", {{"Sequence", Align::left}, {"Missing"}, {"Seen"}, {"First"}, {"Last"}, {"Duplicates"}, {"Gaps"}}, {}, {}, 0};
  const auto number = [](std::optional<std::uint64_t> n) { return n ? count(*n) : Cell{std::string(kMissing)}; };
  for (const auto* sequence : sequences_to_show(report)) {
    table.rows.push_back({{title_of(*sequence)},
                          bad_count(sequence->missing),
                          count(sequence->seen),
                          number(sequence->first),
                          number(sequence->last),
                          count(sequence->duplicates),
                          count(sequence->gap_count)});
  }
  table.left_out = report.sequences.size() - table.rows.size();
  return table;
}

Table gaps(const Report& report) {
  Table table{"Gaps in sequences", {{"Sequence", Align::left}, {"From"}, {"To"}, {"Missing"}}, {}, {}, 0};
  for (const auto* sequence : sequences_to_show(report)) {
    for (const auto& gap : sequence->gaps) {
      if (table.rows.size() == kGapsShown) break;
      table.rows.push_back({{title_of(*sequence)}, count(gap.from), count(gap.to), count(gap.to - gap.from + 1)});
    }
  }
  for (const auto& sequence : report.sequences) table.left_out += sequence.gap_count;
  table.left_out -= table.rows.size();
  return table;
}

}  // namespace

std::vector<Table> watched_tables(const Report& report) {
  std::vector<Table> result = {components(report), flows(report)};
  for (const auto& flow : report.flows) {
    result.push_back(steps(flow));
    result.push_back(waiting(report, flow));
  }
  result.push_back(sequences(report));
  result.push_back(gaps(report));
  return result;
}

std::vector<std::string> watched_notes(const Report& report) {
  std::vector<std::string> notes;
  const auto records = [](std::uint64_t n) { return fmt::format("{} record{}", count(n).text, n == 1 ? "" : "s"); };
  for (const auto& flow : report.flows) {
    if (flow.one_in > 1) notes.push_back(fmt::format("Flow {} has too many ids: one in {} is followed.", flow.name, flow.one_in));
    if (flow.without_id > 0) notes.push_back(fmt::format("Flow {}: {} without an id.", flow.name, records(flow.without_id)));
  }
  for (const auto& sequence : report.sequences) {
    if (sequence.checked_below) {
      notes.push_back(fmt::format("Sequence {} has too many numbers: from {} on they are not checked.", title_of(sequence),
                                  count(*sequence.checked_below).text));
    }
    const bool first_group = &sequence == &report.sequences.front() || sequence.name != (&sequence)[-1].name;
    if (sequence.invalid > 0 && first_group) {
      notes.push_back(fmt::format("Sequence {}: {} whose number is none.", sequence.name, records(sequence.invalid)));
    }
  }
  return notes;
}

}  // namespace invmon::report
