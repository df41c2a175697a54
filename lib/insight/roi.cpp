#include "insight/roi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "base/units.hpp"
#include "insight/amount.hpp"
#include "insight/roi_figures.hpp"

namespace invmon::insight {
namespace {

constexpr double kVariation = 0.2;

double days_between(Nanos from, Nanos to) {
  return (static_cast<double>(to) - static_cast<double>(from)) / static_cast<double>(kDay);
}

bool counts_by(const CostModel& model, Input price, const std::optional<GaugeRef>& gauge) { return gauge && model[price] > 0; }

/// Gives slices without a reading the mean of all; the note says how many they were.
Result<void> fill_gauge(std::vector<Slice>& slices, kpi::Maybe Slice::*gauge, kpi::Maybe mean, const GaugeRef& ref,
                        std::vector<std::string>& notes) {
  if (!mean) {
    return Error{ErrorKind::configuration, ref.place, fmt::format("no record has the gauge '{}'", ref.name),
                 "give a number in its place"};
  }
  std::size_t filled = 0;
  for (Slice& slice : slices) {
    if (slice.*gauge) continue;
    slice.*gauge = mean;
    ++filled;
  }
  if (filled > 0) {
    notes.push_back(fmt::format("{} of {} windows have no {} and are taken at its mean, {}.", filled, slices.size(), ref.name,
                                format_quantity(*mean)));
  }
  return {};
}

std::vector<Loss> by_cost(std::vector<Loss> losses) {
  std::ranges::stable_sort(losses,
                           [](const Loss& a, const Loss& b) { return std::tuple(-a.cost, a.key) < std::tuple(-b.cost, b.key); });
  return losses;
}

/// The results for one log, step by step.
class Evaluation {
 public:
  Evaluation(const CostModel& model, RoiData data) : model_(model), data_(std::move(data)) {}

  Result<Roi> run() {
    if (auto checked = check_start(); !checked) return checked.error();
    if (auto filled = fill_gauges(); !filled) return filled.error();
    add_totals();
    add_slices();
    totals_.cumulative = roi_.slices.back().cumulative;
    roi_.causes = cause_costs(totals_);
    roi_.figures = roi_figures(totals_, data_.objectives);
    add_losses();
    add_break_even();
    add_sensitivity();
    add_notes();
    return std::move(roi_);
  }

 private:
  Result<void> check_start() {
    roi_.model = model_;
    roi_.from = data_.slices.front().from;
    roi_.to = data_.slices.back().to;
    totals_.days = days_between(roi_.from, roi_.to);
    if (roi_.from >= data_.start) {
      // A log's first record is seldom one of midnight.
      const double gap = days_between(data_.start, roi_.from);
      totals_.gap_days = gap < 1 ? 0 : gap;
      return {};
    }
    return Error{ErrorKind::usage, "--from", fmt::format("the log begins on {}, before cost.start", format_time(roi_.from)),
                 fmt::format("give --from {}, or correct the start", format_time(data_.start))};
  }

  Result<void> fill_gauges() {
    if (counts_by(model_, Input::per_cpu_hour, model_.cpu_gauge)) {
      auto filled = fill_gauge(data_.slices, &Slice::cpu_gauge, data_.cpu_gauge, *model_.cpu_gauge, roi_.notes);
      if (!filled) return filled;
    }
    if (!counts_by(model_, Input::per_gb_hour, model_.memory_gauge)) return {};
    return fill_gauge(data_.slices, &Slice::memory_gauge, data_.memory_gauge, *model_.memory_gauge, roi_.notes);
  }

  void add_totals() {
    for (const Slice& slice : data_.slices) totals_.usage += usage_of(model_, slice);
    totals_.costs = costs_of(model_, totals_.usage);
  }

  double daily() const { return totals_.costs.savings() / totals_.days; }

  void add_slices() {
    double cumulative = totals_.gap_days * daily() - model_[Input::investment];
    for (const Slice& slice : data_.slices) {
      const Costs costs = costs_of(model_, usage_of(model_, slice));
      cumulative += costs.savings();
      RoiSlice row{slice.from, slice.to,         slice.transactions, slice.failures, costs.running(),
                   {},         costs.baseline(), costs.savings(),    cumulative};
      if (slice.transactions > 0) row.cost_per_transaction = costs.running() / static_cast<double>(slice.transactions);
      roi_.slices.push_back(row);
    }
  }

  double loss(std::uint64_t failures, std::uint64_t retries) const {
    return static_cast<double>(failures) * cost_of_failure(model_) + static_cast<double>(retries) * model_[Input::retry];
  }

  void add_losses() {
    for (auto& [code, failures] : data_.errors) roi_.errors.push_back({code, failures, failures, 0, loss(failures, 0)});
    roi_.errors = by_cost(std::move(roi_.errors));
    for (const auto& group : data_.groups) {
      if (roi_.dimensions.empty() || roi_.dimensions.back().dimension != group.dimension) {
        roi_.dimensions.push_back({group.dimension, {}});
      }
      roi_.dimensions.back().groups.push_back(
          {group.key, group.transactions, group.failures, group.retries, loss(group.failures, group.retries)});
    }
    for (auto& dimension : roi_.dimensions) dimension.groups = by_cost(std::move(dimension.groups));
  }

  void add_break_even() {
    std::vector<NetBenefit> net;
    for (const RoiSlice& slice : roi_.slices) net.push_back({slice.from, slice.to, slice.savings, slice.cumulative});
    roi_.break_even = break_even(net, model_[Input::investment], daily(), data_.start);
  }

  std::pair<double, kpi::Maybe> outcome(Input input, double factor) const {
    CostModel changed = model_;
    changed[input] *= factor;
    if (input == Input::manual_error_rate) changed[input] = std::min(1.0, changed[input]);
    const Costs costs = costs_of(changed, totals_.usage);
    return {costs.savings(), return_on_investment(changed, costs, kDaysOfYear / totals_.days)};
  }

  void add_sensitivity() {
    for (std::size_t i = 0; i < kInputs; ++i) {
      if (model_.values[i] == 0) continue;
      const auto input = static_cast<Input>(i);
      const auto [savings_low, roi_low] = outcome(input, 1 - kVariation);
      const auto [savings_high, roi_high] = outcome(input, 1 + kVariation);
      roi_.sensitivity.push_back({input, savings_low, savings_high, roi_low, roi_high});
    }
    // In fewer digits than it was computed with, so that inputs of the same effect stay in their order.
    std::ranges::stable_sort(roi_.sensitivity, std::greater(), [](const Effect& effect) {
      return std::pair(static_cast<float>(std::abs(effect.roi_high.value_or(0) - effect.roi_low.value_or(0))),
                       static_cast<float>(std::abs(effect.savings_high - effect.savings_low)));
    });
  }

  void add_notes() {
    if (totals_.gap_days > 0) {
      roi_.notes.push_back(fmt::format(
          "Between the start and the log's begin lie {} days without data: they are taken at the log's savings per day.",
          format_quantity(totals_.gap_days)));
    }
    std::uint64_t untimed = 0;
    for (const Slice& slice : data_.slices) untimed += slice.transactions - slice.timed;
    const bool hours = model_[Input::per_cpu_hour] > 0 || model_[Input::per_gb_hour] > 0;
    if (hours && model_.billed == CostModel::Billed::busy && untimed > 0) {
      roi_.notes.push_back(fmt::format("{} transactions have no duration and count no CPU or memory.",
                                       format_quantity(static_cast<double>(untimed))));
    }
  }

  const CostModel& model_;
  RoiData data_;
  Roi roi_;
  RoiTotals totals_{model_, {}, {}};
};

}  // namespace

const Figure& Roi::figure(std::string_view key) const { return *std::ranges::find(figures, key, &Figure::key); }

Result<Roi> evaluate_roi(const CostModel& model, RoiData data) { return Evaluation(model, std::move(data)).run(); }

}  // namespace invmon::insight
