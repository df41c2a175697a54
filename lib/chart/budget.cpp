#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "base/units.hpp"
#include "chart/slo_shared.hpp"

namespace invmon::chart {
namespace {

/// What is overspent many times over would leave the rest no room.
constexpr double kLowest = -1;

std::string outlook(const policy::SloResult::Budget& budget) {
  if (budget.exhausted_at) return fmt::format("exhausted on {}", moment(*budget.exhausted_at));
  if (!budget.days_to_exhaustion) return "not being used up";
  return fmt::format("used up in {} at the last day's rate", format_seconds(*budget.days_to_exhaustion * 86'400));
}

std::string name_of(const policy::SloResult& slo) {
  return fmt::format("{}, {}: {} left, {}", slo_label(slo), format_percent(slo.objective),
                     format_percent(*slo.budget.remaining_ratio), outlook(slo.budget));
}

/// How far beyond the log's end a forecast is drawn: until the last of the budgets is used up, at most a third of the log.
Nanos forecast_length(const report::Report& report, TimeDomain domain) {
  const double most = report::seconds_between(domain.from, domain.to) / 3;
  double longest = 0;
  for (const auto& slo : report.slos) {
    if (slo.budget.days_to_exhaustion && !slo.budget.exhausted_at) {
      longest = std::max(longest, std::min(most, *slo.budget.days_to_exhaustion * 86'400));
    }
  }
  const double room = static_cast<double>(std::numeric_limits<Nanos>::max()) - static_cast<double>(domain.to);
  return static_cast<Nanos>(std::min(longest * kSecond, room / 2));
}

/// What is left at the windows' ends, and a last value at the end of the forecast.
Panel panel_of(const policy::SloResult& slo, Nanos forecast) {
  Panel panel{name_of(slo), Unit::ratio, false, {}, {}};
  Series left{"budget left", kBlue, {}, true};
  for (const auto& value : slo.budget.history)
    left.values.push_back(value ? std::optional(std::max(*value, kLowest)) : std::nullopt);
  Series ahead{"forecast at the last day's rate", kVermillion, std::vector<kpi::Maybe>(left.values.size()), false};
  if (forecast > 0) {
    const auto days = slo.budget.days_to_exhaustion;
    if (days && *days > 0 && !slo.budget.exhausted_at && is_present(left.values.back())) {
      const double passed = static_cast<double>(forecast) / static_cast<double>(kDay) / *days;
      ahead.values.back() = left.values.back();
      ahead.values.push_back(*left.values.back() * std::max(0.0, 1 - passed));
    } else {
      ahead.values.emplace_back();
    }
    left.values.emplace_back();
  }
  panel.series = {std::move(left)};
  if (forecast > 0) panel.series.push_back(std::move(ahead));
  return panel;
}

}  // namespace

DrawList draw_budget(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  TimeFigure figure{"budget",
                    "Error budgets",
                    "Share of the period's budget that is left, cut off at -100 %",
                    "No SLO has events in this range",
                    {},
                    subject.spans,
                    scale_of_ends(report)};
  if (report.windows.empty()) return draw(figure, style);
  const Nanos forecast = forecast_length(report, figure.scale.domain);
  if (forecast > 0) {
    figure.scale.domain.to = figure.scale.times.back() + forecast;
    figure.scale.times.push_back(figure.scale.domain.to);
  }
  for (const auto& slo : report.slos) {
    if (figure.panels.size() == kMostSlos) break;
    if (slo.budget.remaining_ratio && !slo.budget.history.empty()) figure.panels.push_back(panel_of(slo, forecast));
  }
  return draw(figure, with_panels(style, figure.panels.size()));
}

}  // namespace invmon::chart
