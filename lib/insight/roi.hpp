#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "insight/break_even.hpp"
#include "insight/cost_model.hpp"
#include "insight/usage.hpp"
#include "kpi/snapshot.hpp"

namespace invmon::insight {

struct ErrorCount {
  std::optional<std::string> code;  ///< absent for failures without a code
  std::uint64_t failures = 0;
};

struct GroupCount {
  std::string dimension, key;
  std::uint64_t transactions = 0, failures = 0, retries = 0;
};

/// An objective for the share of transactions that succeed.
struct Objective {
  std::string name;
  double share = 0;  ///< 0..1
};

/// What is known of a log.
struct RoiData {
  std::vector<Slice> slices;           ///< ascending and without gaps; at least one
  kpi::Maybe cpu_gauge, memory_gauge;  ///< means over all slices, for those without a reading
  std::vector<ErrorCount> errors;
  std::vector<GroupCount> groups;
  std::vector<Objective> objectives;
  Nanos start = 0;  ///< the first moment of the model's start day
};

/// One result and how it comes about.
struct Figure {
  enum class Unit : std::uint8_t { money, ratio, days };
  std::string key;   ///< for machines: "cost_per_transaction"
  std::string name;  ///< for people
  Unit unit = Unit::money;
  std::string formula;  ///< with its numbers: "61.20 / 13,104 transactions"
  kpi::Maybe value;     ///< absent where it is not defined
};

struct CauseCost {
  Figure figure;
  kpi::Maybe share;            ///< of the running cost
  kpi::Maybe per_transaction;  ///< money
};

struct RoiSlice {
  Nanos from = 0, to = 0;
  std::uint64_t transactions = 0, failures = 0;
  double cost = 0;  ///< running cost
  kpi::Maybe cost_per_transaction;
  double baseline = 0, savings = 0;
  double cumulative = 0;  ///< net benefit at the end: savings since the start less the investment
};

/// What failures, and of a group its retries too, have cost.
struct Loss {
  std::optional<std::string> key;                             ///< an error code or a group; absent for failures without a code
  std::uint64_t transactions = 0, failures = 0, retries = 0;  ///< of error codes the failures alone
  double cost = 0;
};

struct GroupLosses {
  std::string dimension;
  std::vector<Loss> groups;  ///< the costliest first, then by key
};

/// What changes with one input alone.
struct Effect {
  Input input;
  double savings_low = 0, savings_high = 0;  ///< of the period, with 20 % less and 20 % more of the input
  kpi::Maybe roi_low, roi_high;              ///< of a year, likewise
};

/// Money is computed in doubles and never rounded; only what is shown to people is.
struct Roi {
  CostModel model;
  Nanos from = 0, to = 0;
  std::vector<CauseCost> causes;  ///< in the order of Cause
  std::vector<Figure> figures;    ///< costs, baseline, savings, ROI, payback; then a "slo_worth" for each objective
  std::vector<RoiSlice> slices;
  std::vector<Loss> errors;  ///< the costliest first
  std::vector<GroupLosses> dimensions;
  BreakEven break_even;
  std::vector<Effect> sensitivity;  ///< the strongest first; inputs that are 0 are left out
  std::vector<std::string> notes;   ///< what to know about the numbers; one sentence each

  /// Of the key, which must be there.
  const Figure& figure(std::string_view key) const;
};

/// Figures of a log after docs/cost.md. Errors: the log begins before the start; no record has a gauge that the model counts by.
Result<Roi> evaluate_roi(const CostModel& model, RoiData data);

}  // namespace invmon::insight
