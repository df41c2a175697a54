#include "chart/limits.hpp"

#include <fmt/core.h>

#include <set>

#include "policy/condition.hpp"

namespace invmon::chart {
namespace {

using Node = policy::Condition::Node;

bool is_inequality(Node::Op op) {
  return op == Node::Op::less || op == Node::Op::less_equal || op == Node::Op::greater || op == Node::Op::greater_equal;
}

/// "p95" for 0.95.
std::string quantile_name(double quantile) { return fmt::format("p{:.6g}", quantile * 100); }

std::optional<Limit> limit_on(const policy::Measure& measure, double value, Limit::Kind kind) {
  using Kind = policy::Measure::Kind;
  if (measure.window) return std::nullopt;
  if (measure.kind == Kind::kpi) return Limit{std::string(measure.entry->name), std::nullopt, value, kind};
  if (measure.kind == Kind::quantile) return Limit{quantile_name(measure.parameter), std::nullopt, value, kind};
  if (measure.kind == Kind::gauge) return Limit{"", measure.gauge, value, kind};
  if (measure.kind == Kind::share_within) return Limit{quantile_name(value), std::nullopt, measure.parameter, kind};
  return std::nullopt;
}

void add_limits(const policy::Condition& condition, Limit::Kind kind, std::set<Limit>& limits) {
  const auto nodes = condition.nodes();
  for (const Node& node : nodes) {
    if (!is_inequality(node.op) || node.of_baseline) continue;
    const Node& left = nodes[node.left];
    const Node& right = nodes[node.right];
    if (left.op != Node::Op::measure || right.op != Node::Op::number) continue;
    if (auto limit = limit_on(condition.measures()[left.measure], right.number, kind)) limits.insert(*std::move(limit));
  }
}

void add_limit(const policy::Slo& slo, std::set<Limit>& limits) {
  using Kind = policy::Sli::Kind;
  const auto kind = Limit::Kind::slo;
  if (slo.sli.when) return add_limits(*slo.sli.when, kind, limits);
  // Of timeslices the objective is a share of slices; how good each has to be is at_least.
  const auto share = slo.slice ? slo.sli.at_least : std::optional(slo.objective);
  if (slo.sli.kind == Kind::quantile) limits.insert({quantile_name(slo.sli.quantile), std::nullopt, slo.sli.within, kind});
  if (slo.sli.kind == Kind::success && share) limits.insert({"error_rate", std::nullopt, 1 - *share, kind});
  if (slo.sli.kind == Kind::share_within && share) limits.insert({quantile_name(*share), std::nullopt, slo.sli.within, kind});
}

}  // namespace

std::vector<Limit> limits_of(std::span<const policy::Rule> rules, std::span<const policy::Slo> slos) {
  std::set<Limit> limits;
  for (const auto& rule : rules) {
    if (rule.slo.empty() && rule.by.empty() && !rule.where) add_limits(rule.when, Limit::Kind::rule, limits);
  }
  for (const auto& slo : slos) {
    if (slo.by.empty() && !slo.where) add_limit(slo, limits);
  }
  return {limits.begin(), limits.end()};
}

}  // namespace invmon::chart
