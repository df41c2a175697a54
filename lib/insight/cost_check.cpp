#include "insight/cost_check.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace invmon::insight {
namespace {

/// Keeps the first thing that is wrong.
class CostChecker {
 public:
  explicit CostChecker(const ReadCost& cost) : cost_(cost) {}

  Result<void> check() {
    require("currency", "", "add the currency of all amounts, such as 'currency: EUR'");
    for (const auto& info : input_infos()) check_given(info);
    require("start", "", "add the first day of use, such as 'start: 2025-01-31'");
    if (cost_.model[Input::per_cpu_hour] > 0 || cost_.model[Input::per_gb_hour] > 0) {
      require("compute.billed", "compute", "busy: the hours of durations; elapsed: all hours");
    }
    check_counted();
    return error_ ? Result<void>(*error_) : Result<void>();
  }

 private:
  void check_given(const InputInfo& info) {
    const CostModel& model = cost_.model;
    if (info.input == Input::cpus && model[Input::per_cpu_hour] == 0) return;
    if (info.input == Input::gb && model[Input::per_gb_hour] == 0) return;
    std::string hint = fmt::format("add {}, in {}; 0 if there is none", info.meaning, input_unit(model, info.input));
    if (info.input == Input::cpus || info.input == Input::gb) hint = "add a number, or {gauge: NAME, factor: NUMBER}";
    if (info.input == Input::manual_minutes) hint = "add it, or minutes_per_item";
    require(input_key(model, info.input), info.section, std::move(hint));
  }

  void require(const std::string& key, std::string_view section, std::string hint) {
    const auto& places = cost_.places;
    if (places.contains(key)) return;
    const auto place = places.find(std::string(section));
    fail(place == places.end() ? places.at("cost") : place->second, fmt::format("cost has no {}", key), std::move(hint));
  }

  void check_counted() {
    const auto& profile = cost_.profile;
    const bool items = cost_.model.manual_per == CostModel::Per::transaction || profile.items.has_value();
    const bool hours = cost_.model.billed == CostModel::Billed::elapsed || !profile.durations.empty();
    require_counted(Input::per_cpu_hour, hours, "fields.duration");
    require_counted(Input::per_gb_hour, hours, "fields.duration");
    require_counted(Input::retry, profile.retries.has_value(), "fields.retries");
    require_counted(Input::failure_minutes, profile.failure.has_value(), "failure");
    require_counted(Input::manual_minutes, items, "fields.items");
  }

  void require_counted(Input input, bool counted, std::string_view field) {
    if (error_ || counted || cost_.model[input] == 0) return;
    const std::string key = input_key(cost_.model, input);
    fail(cost_.places.at(key), fmt::format("cost.{} needs '{}', which the profile does not have", key, field),
         "add it, or write 0 here");
  }

  void fail(const std::string& where, std::string what, std::string hint) {
    if (!error_) error_ = Error{ErrorKind::configuration, where, std::move(what), std::move(hint)};
  }

  const ReadCost& cost_;
  std::optional<Error> error_;
};

}  // namespace

Result<void> check_cost(const ReadCost& cost) {
  if (cost.places.contains("cost")) return CostChecker(cost).check();
  const auto& texts = cost.profile.texts;
  return Error{ErrorKind::configuration, texts.empty() ? cost.profile.name : texts.back().name,
               "the profile has no section 'cost'", "it says what things cost, see docs/cost.md"};
}

}  // namespace invmon::insight
