#pragma once

#include <array>
#include <cstdint>

#include "base/error.hpp"
#include "base/time.hpp"
#include "insight/cost_model.hpp"
#include "kpi/snapshot.hpp"

namespace invmon::insight {

/// What a log says of one stretch of time, a day as a rule.
struct Slice {
  Nanos from = 0, to = 0;  ///< half-open, not empty
  std::uint64_t transactions = 0, failures = 0, retries = 0, items = 0;
  std::uint64_t timed = 0;             ///< transactions that have a duration
  double busy_seconds = 0;             ///< the sum of durations
  kpi::Maybe cpu_gauge, memory_gauge;  ///< means of the model's gauges; absent without a reading, or without such a gauge
};

/// What is paid for, in amounts; those of several slices add up.
struct Usage {
  double hours = 0;  ///< that have passed
  double cpu = 0,
         memory = 0;  ///< billed hours, times the gauge if there is one; times `cpus` and `gb` they are CPU- and GB-hours
  double transactions = 0, failures = 0, retries = 0, items = 0;

  Usage& operator+=(const Usage& other);
};

Usage usage_of(const CostModel& model, const Slice& slice);

/// What money goes to while a system runs.
enum class Cause : std::uint8_t { cpu, memory, transactions, fixed, retries, failures };
inline constexpr std::size_t kCauses = 6;

/// A month is 730 hours, a twelfth of 365 days.
inline constexpr double kHoursOfMonth = 730;

/// The amounts of money of a usage. Linear in it: the costs of several slices add up to those of their sum.
struct Costs {
  std::array<double, kCauses> causes{};       ///< by Cause
  double manual_work = 0, manual_errors = 0;  ///< what the same work would have cost by hand

  double running() const;  ///< the sum of the causes
  double baseline() const { return manual_work + manual_errors; }
  double savings() const { return baseline() - running(); }
  double operator[](Cause cause) const { return causes[static_cast<std::size_t>(cause)]; }
};

Costs costs_of(const CostModel& model, const Usage& usage);

/// Manual repair of one failure.
double cost_of_failure(const CostModel& model);

/// (baseline - running - investment) / (running + investment), both of so many times the period; absent where nothing is spent.
kpi::Maybe return_on_investment(const CostModel& model, const Costs& costs, double periods);

}  // namespace invmon::insight
