#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/units.hpp"
#include "report/display.hpp"
#include "report/flow_report.hpp"
#include "report/kpi_cells.hpp"
#include "report/slo_display.hpp"

namespace invmon::report {
namespace {

constexpr std::size_t kWindowsShown = 5, kErrorsShown = 10, kGroupsShown = 20, kStreaksShown = 5;

constexpr std::array<std::string_view, 8> kWindowKpis = {"failures", "error_rate", "p95",        "transactions",
                                                         "p99",      "max",        "retry_rate", "items_per_minute"};
constexpr std::array<std::string_view, 9> kGroupKpis = {
    "failures", "error_rate", "p95", "transactions", "p99", "retry_rate", "p50", "failure_streak", "items_per_minute"};

std::vector<Column> kpi_columns(std::string_view first, std::span<const std::string_view> names) {
  std::vector<Column> columns = {{std::string(first), Align::left}};
  for (const std::string_view name : names) columns.push_back({kpi_label(name), Align::right});
  return columns;
}

/// A row of KPIs; the error rate is bad where it is above the whole report's.
std::vector<Cell> kpi_row(std::string first, std::span<const std::string_view> names, const kpi::Snapshot& kpi,
                          const kpi::Snapshot& whole) {
  std::vector<Cell> row = {{std::move(first)}};
  for (const std::string_view name : names) {
    row.push_back(kpi_cell(name, kpi));
    if (name == "error_rate" && kpi.error_rate > whole.error_rate) row.back().tone = Tone::bad;
  }
  return row;
}

/// The first `n` after `rank`, which gives what to sort by in ascending order; equal ones stay in order.
template <class Element, class Rank>
std::vector<const Element*> first_by(const std::vector<Element>& all, std::size_t n, Rank rank) {
  std::vector<const Element*> pointers;
  for (const Element& element : all) pointers.push_back(&element);
  const auto middle = pointers.begin() + static_cast<std::ptrdiff_t>(std::min(n, pointers.size()));
  std::ranges::partial_sort(pointers, middle, {}, [&](const Element* element) { return std::pair(rank(*element), element); });
  pointers.erase(middle, pointers.end());
  return pointers;
}

std::size_t beyond(std::size_t count, std::size_t shown) { return count - std::min(count, shown); }

/// Orders numbers from the largest to the smallest, absent ones last.
std::pair<bool, double> largest_first(kpi::Maybe value) { return {!value, -value.value_or(0)}; }

std::string show_key(const std::string& key) { return key.empty() ? "(empty)" : key; }

Table gauges(const Report& report) {
  Table table{"Gauges", {{"Gauge", Align::left}, {"Mean"}, {"p95"}, {"Max"}, {"Last"}, {"Min"}}, {}, {}, 0};
  for (const kpi::Gauge& gauge : report.kpi.gauges) {
    std::vector<Cell> row = {{gauge.name}};
    for (const kpi::Maybe value : {gauge.mean, gauge.p95, gauge.max, gauge.last, gauge.min}) {
      row.push_back({show(kpi::Unit::count, value)});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table worst_windows(const Report& report) {
  const bool failed = report.kpi.failures > 0;
  Table table{failed ? "Worst windows" : "Slowest windows", kpi_columns("From", kWindowKpis), {}, {}, 0};
  if (report.windows.size() < 2) return table;
  const auto worst = first_by(report.windows, kWindowsShown, [](const Window& window) {
    return std::pair(largest_first(static_cast<double>(window.kpi.failures)), largest_first(window.kpi.duration.p95));
  });
  for (const Window* window : worst) {
    const bool matters = failed ? window->kpi.failures > 0 : window->kpi.duration.p95.has_value();
    if (matters) table.rows.push_back(kpi_row(show_time(report, window->from), kWindowKpis, window->kpi, report.kpi));
  }
  return table;
}

Table errors(const Report& report) {
  Table table{"Errors by code", {{"Code", Align::left}, {"Failures"}, {"Share"}}, {}, {}, 0};
  for (const ErrorCode* error : first_by(report.errors, kErrorsShown, [](const ErrorCode&) { return 0; })) {
    table.rows.push_back({{error->code.value_or("(no code)")}, {format_count(error->count)}, {format_percent(error->share)}});
    table.shares.push_back(error->share);
  }
  table.left_out = beyond(report.errors.size(), kErrorsShown);
  return table;
}

Table groups(const Report& report, const Dimension& dimension) {
  Table table{"By " + dimension.name, kpi_columns(dimension.name, kGroupKpis), {}, {}, 0};
  const auto worst = first_by(dimension.groups, kGroupsShown, [](const Group& group) {
    return std::pair(largest_first(group.kpi.error_rate), largest_first(group.kpi.duration.p95));
  });
  for (const Group* group : worst) table.rows.push_back(kpi_row(show_key(group->key), kGroupKpis, group->kpi, report.kpi));
  table.left_out = beyond(dimension.groups.size(), kGroupsShown);
  return table;
}

Table slos(const Report& report) {
  const auto shown = slos_to_show({report, report.slos});
  return slo_table(shown, beyond(report.slos.size(), kSlosShown));
}

Table streaks(const Report& report) {
  Table table{"Longest streaks of failures", {{"From", Align::left}, {"Where", Align::left}, {"Length"}, {"Lasted"}}, {}, {}, 0};
  const auto longest = first_by(report.streaks, kStreaksShown,
                                [](const StreakRun& streak) { return largest_first(static_cast<double>(streak.run.length)); });
  for (const StreakRun* streak : longest) {
    const auto& [run, dimension, key] = *streak;
    table.rows.push_back({{show_time(report, run.first)},
                          {dimension ? report.dimensions[*dimension].name + " " + show_key(key) : "overall"},
                          {format_count(run.length)},
                          {format_seconds(seconds_between(run.first, run.last))}});
  }
  table.left_out = beyond(report.streaks.size(), kStreaksShown);
  return table;
}

}  // namespace

std::vector<Table> tables(const Report& report) {
  std::vector<Table> result = {slos(report)};
  for (auto& table : watched_tables(report)) result.push_back(std::move(table));
  for (auto& table : {gauges(report), worst_windows(report), errors(report)}) result.push_back(table);
  for (const Dimension& dimension : report.dimensions) result.push_back(groups(report, dimension));
  result.push_back(streaks(report));
  std::erase_if(result, [](const Table& table) { return table.rows.empty(); });
  return result;
}

}  // namespace invmon::report
