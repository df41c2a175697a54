#include "report/window_rows.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "kpi/catalog.hpp"

namespace invmon::report {
namespace {

constexpr std::array<std::string_view, 4> kCounts = {"transactions", "failures", "retries", "items"};

struct StreakColumn {
  std::string_view kpi;
  std::string_view name;
};
constexpr std::array<StreakColumn, 3> kStreaks = {
    {{"failure_streak", "streak_longest"}, {"streak_open", "streak_open"}, {"streak_over_threshold", "streak_over_threshold"}}};

constexpr std::array<std::pair<std::string_view, kpi::Maybe kpi::Gauge::*>, 5> kGaugeColumns = {{{"mean", &kpi::Gauge::mean},
                                                                                                 {"min", &kpi::Gauge::min},
                                                                                                 {"max", &kpi::Gauge::max},
                                                                                                 {"last", &kpi::Gauge::last},
                                                                                                 {"p95", &kpi::Gauge::p95}}};

NumberColumn kpi_column(const kpi::Entry& entry, std::string_view name) {
  return {std::string(name), [&entry](const Window& window) { return entry.read(window.kpi); }};
}

NumberColumn gauge_column(std::size_t gauge, kpi::Maybe kpi::Gauge::*statistic, std::string name) {
  return {std::move(name), [gauge, statistic](const Window& window) {
            return gauge < window.kpi.gauges.size() ? window.kpi.gauges[gauge].*statistic : kpi::Maybe();
          }};
}

bool is_placed(const kpi::Entry& entry) {
  return std::ranges::count(kCounts, entry.name) + std::ranges::count(kStreaks, entry.name, &StreakColumn::kpi) > 0;
}

}  // namespace

std::vector<NumberColumn> columns_of(const Report& report) {
  std::vector<NumberColumn> columns;
  for (const auto name : kCounts) columns.push_back(kpi_column(*kpi::find(name), name));
  for (const kpi::Entry& entry : kpi::catalog()) {
    if (!is_placed(entry)) columns.push_back(kpi_column(entry, entry.name));
  }
  for (std::size_t i = 0; i < report.kpi.gauges.size(); ++i) {
    for (const auto& [name, statistic] : kGaugeColumns) {
      columns.push_back(gauge_column(i, statistic, "gauge." + report.kpi.gauges[i].name + "." + std::string(name)));
    }
  }
  for (const auto& streak : kStreaks) columns.push_back(kpi_column(*kpi::find(streak.kpi), streak.name));
  return columns;
}

}  // namespace invmon::report
