#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policy/rule.hpp"
#include "policy/slo.hpp"

namespace invmon::chart {

/// A value that rules or SLOs compare a number of all records with.
struct Limit {
  enum class Kind { rule, slo };
  std::string measure;               ///< "error_rate", "p95"; empty for a gauge
  std::optional<std::size_t> gauge;  ///< index into the profile's gauges
  double value = 0;
  Kind kind = Kind::rule;

  auto operator<=>(const Limit&) const = default;
};

/// The limits of rules and SLOs that are about all records (no `by`, no `where`), each once: comparisons of one KPI or gauge over
/// the rule's window with a constant; of an SLO the share of failures that its objective allows, or the duration within which the
/// objective's share of transactions has to be.
std::vector<Limit> limits_of(std::span<const policy::Rule> rules, std::span<const policy::Slo> slos);

}  // namespace invmon::chart
