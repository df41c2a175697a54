#include "pipeline/early_check.hpp"

#include <algorithm>

namespace invmon::pipeline {
namespace {

using policy::Condition;
using policy::GaugeStatistic;
using policy::Measure;
using Op = Condition::Node::Op;

/// Whether more records of a window can only add to a measure.
bool adds_up(const Measure& measure) {
  switch (measure.kind) {
    case Measure::Kind::kpi:
      return measure.entry->unit == kpi::Unit::count || measure.entry->unit == kpi::Unit::per_minute;
    case Measure::Kind::records:
    case Measure::Kind::over:
      return true;
    case Measure::Kind::gauge:
      return measure.statistic == GaugeStatistic::sum || measure.statistic == GaugeStatistic::count;
    case Measure::Kind::quantile:
    case Measure::Kind::share_within:
    case Measure::Kind::age:
      break;
  }
  return false;
}

bool adds_up(const Condition& condition, std::size_t index) {
  const auto& node = condition.nodes()[index];
  if (node.op == Op::number) return false;
  if (node.op == Op::measure) return adds_up(condition.measures()[node.measure]);
  return adds_up(condition, node.left) || adds_up(condition, node.right);
}

bool is_sound_early(const Condition& condition, const Condition::Node& node) {
  switch (node.op) {
    case Op::absent:
    case Op::logical_not:
      return false;
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::not_equal:
      return !adds_up(condition, node.left) && (node.of_baseline || !adds_up(condition, node.right));
    case Op::greater:
    case Op::greater_equal:
      return node.of_baseline || !adds_up(condition, node.right);
    default:
      return true;
  }
}

}  // namespace

bool can_be_checked_early(const Condition& condition) {
  const auto uses_age = [](const Measure& measure) { return measure.kind == Measure::Kind::age; };
  return std::ranges::none_of(condition.measures(), uses_age) &&
         std::ranges::all_of(condition.nodes(), [&](const auto& node) { return is_sound_early(condition, node); });
}

}  // namespace invmon::pipeline
