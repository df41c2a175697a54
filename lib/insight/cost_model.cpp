#include "insight/cost_model.hpp"

#include <fmt/format.h>

#include "base/time.hpp"

namespace invmon::insight {
namespace {

constexpr std::array<InputInfo, kInputs> kInfos = {{
    {Input::per_cpu_hour, "compute", "per_cpu_hour", "price of a CPU for an hour", true, "/CPU-hour", "CPU"},
    {Input::cpus, "compute", "cpus", "CPUs in use", false, "CPUs", "CPU"},
    {Input::per_gb_hour, "compute", "per_gb_hour", "price of a GB of memory for an hour", true, "/GB-hour", "memory"},
    {Input::gb, "compute", "gb", "memory in use", false, "GB", "memory"},
    {Input::per_transaction, "compute", "per_transaction", "price of a transaction", true, "/transaction", "transactions"},
    {Input::fixed_monthly, "", "fixed_monthly", "licences, hosting, support", true, "/month", "fixed"},
    {Input::retry, "", "retry", "cost of a retry", true, "/retry", "retries"},
    {Input::failure_minutes, "failure", "minutes", "manual repair of a failure", false, "minutes/failure", "failures, SLOs"},
    {Input::failure_rate, "failure", "hourly_rate", "pay of those who repair", true, "/hour", "failures, SLOs"},
    {Input::manual_minutes, "manual", "minutes_per_", "the same work by hand", false, "minutes/", "manual work"},
    {Input::manual_rate, "manual", "hourly_rate", "pay of those who would do it", true, "/hour", "manual work"},
    {Input::manual_error_rate, "manual", "error_rate", "share that goes wrong by hand", false, "errors/", "manual errors"},
    {Input::manual_error_cost, "manual", "cost_per_error", "cost of such an error", true, "/error", "manual errors"},
    {Input::investment, "", "investment", "one-off cost of the system", true, "", "ROI, break-even, payback"},
}};

const InputInfo& info_of(Input input) { return kInfos[static_cast<std::size_t>(input)]; }

std::string_view per_name(CostModel::Per per) { return per == CostModel::Per::item ? "item" : "transaction"; }

}  // namespace

std::span<const InputInfo> input_infos() { return kInfos; }

std::string input_key(const CostModel& model, Input input) {
  const InputInfo& info = info_of(input);
  std::string key = info.section.empty() ? std::string(info.key) : fmt::format("{}.{}", info.section, info.key);
  if (input == Input::manual_minutes) key += per_name(model.manual_per);
  return key;
}

std::string input_unit(const CostModel& model, Input input) {
  std::string unit = (info_of(input).money ? model.currency : "") + std::string(info_of(input).unit);
  if (input == Input::manual_minutes || input == Input::manual_error_rate) unit += per_name(model.manual_per);
  if (input == Input::cpus && model.cpu_gauge) unit += " per " + model.cpu_gauge->name;
  if (input == Input::gb && model.memory_gauge) unit += " per " + model.memory_gauge->name;
  return unit;
}

std::string_view billed_name(const CostModel& model) { return model.billed == CostModel::Billed::busy ? "busy" : "elapsed"; }

std::string start_date(const CostModel& model) {
  return format_time(model.start_day * kDay).substr(0, std::string_view("2025-01-31").size());
}

}  // namespace invmon::insight
