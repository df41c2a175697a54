#include "insight/roi_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/units.hpp"
#include "insight/amount.hpp"

namespace invmon::insight {
namespace {

using Unit = Figure::Unit;

std::string money(double value) { return format_money(value); }
std::string count(double value) { return format_quantity(value); }

kpi::Maybe divided(double a, double b) {
  if (b == 0) return std::nullopt;
  return a / b;
}

/// An input as it was given, with the digits it has.
std::string given(const CostModel& model, Input input) {
  std::string text;
  append_number(text, model[input]);
  return text;
}

struct CauseName {
  std::string_view key, name;
};
constexpr std::array<CauseName, kCauses> kCauseNames = {{{"cpu", "CPU"},
                                                         {"memory", "Memory"},
                                                         {"transactions", "Transactions"},
                                                         {"fixed", "Fixed"},
                                                         {"retries", "Retries"},
                                                         {"failures", "Failures"}}};

std::string cause_formula(const RoiTotals& totals, Cause cause) {
  const CostModel& model = totals.model;
  const Usage& usage = totals.usage;
  switch (cause) {
    case Cause::cpu:
      return fmt::format("{} CPU-hours x {}", count(usage.cpu * model[Input::cpus]), given(model, Input::per_cpu_hour));
    case Cause::memory:
      return fmt::format("{} GB-hours x {}", count(usage.memory * model[Input::gb]), given(model, Input::per_gb_hour));
    case Cause::transactions:
      return fmt::format("{} transactions x {}", count(usage.transactions), given(model, Input::per_transaction));
    case Cause::fixed:
      return fmt::format("{} hours / 730 x {} a month", count(usage.hours), given(model, Input::fixed_monthly));
    case Cause::retries:
      return fmt::format("{} retries x {}", count(usage.retries), given(model, Input::retry));
    case Cause::failures:
      break;
  }
  return fmt::format("{} failures x {} min / 60 x {}", count(usage.failures), given(model, Input::failure_minutes),
                     given(model, Input::failure_rate));
}

/// "13,104 transactions", what manual work is counted by.
std::string manual_count(const RoiTotals& totals) {
  const bool items = totals.model.manual_per == CostModel::Per::item;
  return items ? count(totals.usage.items) + " items" : count(totals.usage.transactions) + " transactions";
}

void add_costs(std::vector<Figure>& figures, const RoiTotals& totals) {
  const Costs& costs = totals.costs;
  std::vector<std::string> parts;
  for (const double part : costs.causes) parts.push_back(money(part));
  const double lost = costs[Cause::retries] + costs[Cause::failures];
  figures.push_back({"running_cost", "Running cost", Unit::money, fmt::format("{}", fmt::join(parts, " + ")), costs.running()});
  figures.push_back({"cost_per_transaction", "Cost per transaction", Unit::money,
                     fmt::format("{} / {} transactions", money(costs.running()), count(totals.usage.transactions)),
                     divided(costs.running(), totals.usage.transactions)});
  figures.push_back({"cost_of_errors", "Failures and retries", Unit::money,
                     fmt::format("{} + {}", money(costs[Cause::failures]), money(costs[Cause::retries])), lost});
}

void add_baseline(std::vector<Figure>& figures, const RoiTotals& totals) {
  const CostModel& model = totals.model;
  const Costs& costs = totals.costs;
  figures.push_back({"manual_work", "Manual work", Unit::money,
                     fmt::format("{} x {} min / 60 x {}", manual_count(totals), given(model, Input::manual_minutes),
                                 given(model, Input::manual_rate)),
                     costs.manual_work});
  figures.push_back({"manual_errors", "Manual errors", Unit::money,
                     fmt::format("{} x {} x {}", manual_count(totals), format_percent(model[Input::manual_error_rate]),
                                 given(model, Input::manual_error_cost)),
                     costs.manual_errors});
  figures.push_back({"baseline", "Manual baseline", Unit::money,
                     fmt::format("{} + {}", money(costs.manual_work), money(costs.manual_errors)), costs.baseline()});
}

void add_savings(std::vector<Figure>& figures, const RoiTotals& totals) {
  const double savings = totals.costs.savings();
  const double daily = savings / totals.days;
  const std::string days = count(totals.days);
  const std::string before = totals.gap_days > 0 ? fmt::format("{} + {} days x {} - {}", money(savings), count(totals.gap_days),
                                                               money(daily), money(totals.model[Input::investment]))
                                                 : fmt::format("{} - {}", money(savings), money(totals.model[Input::investment]));
  figures.push_back({"savings", "Savings", Unit::money,
                     fmt::format("{} - {}", money(totals.costs.baseline()), money(totals.costs.running())), savings});
  figures.push_back(
      {"savings_per_day", "Savings per day", Unit::money, fmt::format("{} / {} days", money(savings), days), daily});
  figures.push_back(
      {"savings_per_year", "Savings per year", Unit::money, fmt::format("{} x 365", money(daily)), daily * kDaysOfYear});
  figures.push_back({"net_benefit", "Net benefit since the start", Unit::money, before, totals.cumulative});
}

Figure roi_figure(const RoiTotals& totals, std::string key, std::string name, double periods) {
  const double baseline = totals.costs.baseline() * periods, running = totals.costs.running() * periods;
  const std::string investment = money(totals.model[Input::investment]);
  return {std::move(key), std::move(name), Unit::ratio,
          fmt::format("({} - {} - {}) / ({} + {})", money(baseline), money(running), investment, money(running), investment),
          return_on_investment(totals.model, totals.costs, periods)};
}

void add_returns(std::vector<Figure>& figures, const RoiTotals& totals) {
  const double daily = totals.costs.savings() / totals.days;
  const double investment = totals.model[Input::investment];
  figures.push_back(roi_figure(totals, "roi_period", "ROI of the period", 1));
  figures.push_back(roi_figure(totals, "roi", "ROI of a year", kDaysOfYear / totals.days));
  const kpi::Maybe payback = daily > 0 ? divided(investment, daily) : std::nullopt;
  figures.push_back({"payback", "Payback", Unit::days, fmt::format("{} / {} a day", money(investment), money(daily)), payback});
}

/// The failures beyond what the objective allows would not have had to be repaired.
Figure slo_worth(const RoiTotals& totals, const Objective& objective) {
  const double allowed = totals.usage.transactions - objective.share * totals.usage.transactions;
  const double beyond = std::max(0.0, totals.usage.failures - allowed);
  const double each = cost_of_failure(totals.model);
  return {"slo_worth", fmt::format("Meeting SLO {}", objective.name), Unit::money,
          fmt::format("({} failures - {} allowed) x {}", count(totals.usage.failures), count(allowed), money(each)),
          beyond * each};
}

}  // namespace

std::vector<CauseCost> cause_costs(const RoiTotals& totals) {
  std::vector<CauseCost> result;
  for (std::size_t i = 0; i < kCauses; ++i) {
    const auto cause = static_cast<Cause>(i);
    const double cost = totals.costs[cause];
    result.push_back(
        {{std::string(kCauseNames[i].key), std::string(kCauseNames[i].name), Unit::money, cause_formula(totals, cause), cost},
         divided(cost, totals.costs.running()),
         divided(cost, totals.usage.transactions)});
  }
  return result;
}

std::vector<Figure> roi_figures(const RoiTotals& totals, const std::vector<Objective>& objectives) {
  std::vector<Figure> figures;
  add_costs(figures, totals);
  add_baseline(figures, totals);
  add_savings(figures, totals);
  add_returns(figures, totals);
  for (const auto& objective : objectives) figures.push_back(slo_worth(totals, objective));
  return figures;
}

}  // namespace invmon::insight
