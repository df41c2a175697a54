#include "policy/lint_range.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace invmon::policy {
namespace {

using Node = Condition::Node;
using Op = Node::Op;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr ValueRange kAnything = {-kInfinity, kInfinity};
constexpr std::array<std::string_view, 3> kShares = {"error_rate", "success_ratio", "retried_share"};

ValueRange range_of(const Measure& measure) {
  using enum Measure::Kind;
  if (measure.kind == gauge && measure.statistic != GaugeStatistic::count) return kAnything;
  const bool share =
      measure.kind == share_within || (measure.kind == kpi && std::ranges::count(kShares, measure.entry->name) > 0);
  return {0, share ? 1 : kInfinity};
}

/// The least and the largest of some results; anything where one of them has no meaning, such as infinity less infinity.
ValueRange enclosing(std::array<double, 4> results) {
  if (std::ranges::any_of(results, [](double result) { return std::isnan(result); })) return kAnything;
  const auto [low, high] = std::ranges::minmax(results);
  return {low, high};
}

ValueRange calculate(Op op, ValueRange a, ValueRange b) {
  switch (op) {
    case Op::add:
      return enclosing({a.low + b.low, a.low + b.low, a.high + b.high, a.high + b.high});
    case Op::subtract:
      return enclosing({a.low - b.high, a.low - b.high, a.high - b.low, a.high - b.low});
    case Op::multiply:
      return enclosing({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
    default:
      if (b.low <= 0 && b.high >= 0) return kAnything;
      return enclosing({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
  }
}

/// Whether every value of `a` compares so with every value of `b`.
bool always(Op op, ValueRange a, ValueRange b) {
  switch (op) {
    case Op::less:
      return a.high < b.low;
    case Op::less_equal:
      return a.high <= b.low;
    case Op::greater:
      return a.low > b.high;
    case Op::greater_equal:
      return a.low >= b.high;
    case Op::equal:
      return a.low == a.high && b.low == b.high && a.low == b.low;
    default:
      return a.high < b.low || a.low > b.high;
  }
}

Op opposite(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater_equal;
    case Op::less_equal:
      return Op::greater;
    case Op::greater:
      return Op::less_equal;
    case Op::greater_equal:
      return Op::less;
    case Op::equal:
      return Op::not_equal;
    default:
      return Op::equal;
  }
}

bool is_comparison(Op op) { return op >= Op::less && op <= Op::not_equal; }
bool is_arithmetic(Op op) { return op >= Op::add && op <= Op::divide; }

}  // namespace

std::vector<FixedComparison> fixed_comparisons(const Condition& condition) {
  std::vector<ValueRange> ranges;
  std::vector<FixedComparison> fixed;
  for (const Node& node : condition.nodes()) {
    ValueRange range;
    if (node.op == Op::number) range = {node.number, node.number};
    if (node.op == Op::measure) range = range_of(condition.measures()[node.measure]);
    if (is_arithmetic(node.op)) range = calculate(node.op, ranges[node.left], ranges[node.right]);
    ranges.push_back(range);
    if (!is_comparison(node.op) || node.of_baseline) continue;
    const ValueRange left = ranges[node.left];
    const ValueRange right = ranges[node.right];
    const bool holds = always(node.op, left, right);
    if (holds || always(opposite(node.op), left, right)) fixed.push_back({&node, holds, left, right});
  }
  return fixed;
}

}  // namespace invmon::policy
