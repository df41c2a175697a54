#include "policy/duration_limits.hpp"

#include <set>

#include "policy/condition.hpp"

namespace invmon::policy {
namespace {

using Limits = std::set<double>;

void add_positive(double seconds, Limits& limits) {
  if (seconds > 0) limits.insert(seconds);
}

bool is_duration(const Measure& measure) {
  const bool of_transactions = measure.kind == Measure::Kind::kpi || measure.kind == Measure::Kind::quantile;
  return of_transactions && measure.unit == kpi::Unit::seconds &&
         (measure.entry == nullptr || measure.entry->name != "duration_sum");
}

void add_limits(const Condition& condition, Limits& limits) {
  using Operator = Condition::Node::Op;
  for (const Measure& measure : condition.measures()) {
    const bool counted = measure.kind == Measure::Kind::share_within || measure.kind == Measure::Kind::over;
    if (counted) add_positive(measure.parameter, limits);
  }
  const auto nodes = condition.nodes();
  for (const auto& node : nodes) {
    if (node.op < Operator::less || node.op > Operator::not_equal || node.of_baseline) continue;
    const auto& left = nodes[node.left];
    const auto& right = nodes[node.right];
    if (left.op != Operator::measure || right.op != Operator::number) continue;
    if (is_duration(condition.measures()[left.measure])) add_positive(right.number, limits);
  }
}

}  // namespace

std::vector<double> duration_limits(const Policy& policy) {
  Limits limits;
  for (const auto& rule : policy.rules) add_limits(rule.when, limits);
  for (const auto& slo : policy.slos) {
    const Sli& sli = slo.sli;
    if (sli.when) add_limits(*sli.when, limits);
    if (sli.kind == Sli::Kind::share_within || sli.kind == Sli::Kind::quantile) add_positive(sli.within, limits);
  }
  return {limits.begin(), limits.end()};
}

}  // namespace invmon::policy
