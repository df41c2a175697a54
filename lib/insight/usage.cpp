#include "insight/usage.hpp"

#include <numeric>

namespace invmon::insight {
namespace {

constexpr double kSecondsOfHour = 3'600;
constexpr double kMinutesOfHour = 60;

}  // namespace

Usage& Usage::operator+=(const Usage& other) {
  hours += other.hours;
  cpu += other.cpu;
  memory += other.memory;
  transactions += other.transactions;
  failures += other.failures;
  retries += other.retries;
  items += other.items;
  return *this;
}

Usage usage_of(const CostModel& model, const Slice& slice) {
  Usage usage;
  usage.hours = (static_cast<double>(slice.to) - static_cast<double>(slice.from)) / static_cast<double>(kHour);
  const double billed = model.billed == CostModel::Billed::busy ? slice.busy_seconds / kSecondsOfHour : usage.hours;
  usage.cpu = billed * (model.cpu_gauge ? slice.cpu_gauge.value_or(0) : 1);
  usage.memory = billed * (model.memory_gauge ? slice.memory_gauge.value_or(0) : 1);
  usage.transactions = static_cast<double>(slice.transactions);
  usage.failures = static_cast<double>(slice.failures);
  usage.retries = static_cast<double>(slice.retries);
  usage.items = static_cast<double>(slice.items);
  return usage;
}

double Costs::running() const { return std::accumulate(causes.begin(), causes.end(), 0.0); }

Costs costs_of(const CostModel& model, const Usage& usage) {
  const double manual_count = model.manual_per == CostModel::Per::item ? usage.items : usage.transactions;
  Costs costs;
  costs.causes = {usage.cpu * model[Input::cpus] * model[Input::per_cpu_hour],
                  usage.memory * model[Input::gb] * model[Input::per_gb_hour],
                  usage.transactions * model[Input::per_transaction],
                  usage.hours * model[Input::fixed_monthly] / kHoursOfMonth,
                  usage.retries * model[Input::retry],
                  usage.failures * cost_of_failure(model)};
  costs.manual_work = manual_count * model[Input::manual_minutes] / kMinutesOfHour * model[Input::manual_rate];
  costs.manual_errors = manual_count * model[Input::manual_error_rate] * model[Input::manual_error_cost];
  return costs;
}

double cost_of_failure(const CostModel& model) {
  return model[Input::failure_minutes] / kMinutesOfHour * model[Input::failure_rate];
}

kpi::Maybe return_on_investment(const CostModel& model, const Costs& costs, double periods) {
  const double spent = costs.running() * periods + model[Input::investment];
  if (spent == 0) return std::nullopt;
  return (costs.baseline() * periods - spent) / spent;
}

}  // namespace invmon::insight
