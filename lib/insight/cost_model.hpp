#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "record/profile.hpp"

namespace invmon::insight {

/// The numbers of a cost model, in the order in which they are listed.
enum class Input : std::uint8_t {
  per_cpu_hour,
  cpus,
  per_gb_hour,
  gb,
  per_transaction,
  fixed_monthly,
  retry,
  failure_minutes,
  failure_rate,
  manual_minutes,
  manual_rate,
  manual_error_rate,
  manual_error_cost,
  investment,
};
inline constexpr std::size_t kInputs = 14;

/// A gauge whose mean stands for an amount.
struct GaugeRef {
  std::size_t index = 0;  ///< in the profile's gauges
  std::string name;
  std::string place;  ///< "profile.yaml:12:9"
};

/// What running a system costs, and what its work costs by hand: the section `cost` of a profile (docs/cost.md). All numbers are
/// at least 0 and at most kMaxInput; money is in `currency`.
struct CostModel {
  std::string currency;                                          ///< ISO 4217: three capital letters
  std::array<double, kInputs> values{};                          ///< by Input; rates of errors are 0..1
  enum class Billed { busy, elapsed } billed = Billed::elapsed;  ///< the hours of CPU and memory: of durations, or all that pass
  std::optional<GaugeRef> cpu_gauge;                             ///< then `cpus` is the factor from the gauge to CPUs
  std::optional<GaugeRef> memory_gauge;                          ///< likewise `gb`
  enum class Per { item, transaction } manual_per = Per::transaction;  ///< what manual minutes and errors are counted by
  std::int64_t start_day = 0;                                          ///< days since 1970 of the first day of use

  double operator[](Input input) const { return values[static_cast<std::size_t>(input)]; }
  double& operator[](Input input) { return values[static_cast<std::size_t>(input)]; }
};
inline constexpr double kMaxInput = 1e12;

/// What an input is, for people.
struct InputInfo {
  Input input;
  std::string_view section;  ///< "compute"; empty for keys of `cost` itself
  std::string_view key;      ///< "per_cpu_hour"
  std::string_view meaning;
  bool money;             ///< the unit begins with the currency
  std::string_view unit;  ///< what comes behind it, such as "/CPU-hour", or the whole unit
  std::string_view used;  ///< the figures that it goes into
};

/// One for each input, in the order of Input.
std::span<const InputInfo> input_infos();

/// "compute.per_cpu_hour", and "manual.minutes_per_item" as the model counts.
std::string input_key(const CostModel& model, Input input);

/// "EUR/CPU-hour", "minutes/item", "CPUs per cpu_percent".
std::string input_unit(const CostModel& model, Input input);

/// "busy" or "elapsed".
std::string_view billed_name(const CostModel& model);

/// The first day of use, "2025-01-31".
std::string start_date(const CostModel& model);

/// Reads the section `cost` of a profile's YAML, key by key over those it extends. Errors carry file, line and column: a missing
/// input, a number out of range, and one that counts what the profile does not say (`retry` without `fields.retries`).
Result<CostModel> parse_cost(const record::Profile& profile);

}  // namespace invmon::insight
