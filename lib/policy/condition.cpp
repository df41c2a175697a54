#include "policy/condition.hpp"

#include <algorithm>
#include <cmath>

namespace invmon::policy {
namespace {

using Node = Condition::Node;
using Op = Node::Op;
using Value = std::optional<double>;
using Values = std::span<const Value>;

bool is_logical(Op op) { return op == Op::logical_and || op == Op::logical_or || op == Op::logical_not; }

Value truth(bool value) { return value ? 1.0 : 0.0; }

double calculate(Op op, double a, double b) {
  switch (op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    default:
      return a / b;
  }
}

bool compare(Op op, double a, double b) {
  switch (op) {
    case Op::less:
      return a < b;
    case Op::less_equal:
      return a <= b;
    case Op::greater:
      return a > b;
    case Op::greater_equal:
      return a >= b;
    case Op::equal:
      return a == b;
    default:
      return a != b;
  }
}

/// Kleene's `and` (decided by a false side) and `or` (decided by a true one).
Value join(Value a, Value b, Value decisive) {
  if (a == decisive || b == decisive) return decisive;
  return a && b ? a : std::nullopt;
}

Value arithmetic(Op op, Value a, Value b) {
  if (!a || !b) return std::nullopt;
  const double result = calculate(op, *a, *b);
  return std::isfinite(result) ? Value(result) : std::nullopt;
}

Value against_baseline(Op op, Value value, Value factor, Value baseline, double floor) {
  if (!value || !factor || !baseline) return std::nullopt;
  return truth(std::abs(*value - *baseline) >= floor && compare(op, *value, *factor * *baseline));
}

/// What a node comes to, once its children are known.
Value outcome(const Node& node, Values known, Values values) {
  switch (node.op) {
    case Op::number:
      return node.number;
    case Op::measure:
      return values[node.measure];
    case Op::absent:
      return truth(values[node.measure].value_or(0) == 0);
    case Op::logical_and:
      return join(known[node.left], known[node.right], 0.0);
    case Op::logical_or:
      return join(known[node.left], known[node.right], 1.0);
    case Op::logical_not:
      return known[node.left] ? truth(*known[node.left] == 0) : std::nullopt;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      return arithmetic(node.op, known[node.left], known[node.right]);
    default:
      if (!known[node.left] || !known[node.right]) return std::nullopt;
      return truth(compare(node.op, *known[node.left], *known[node.right]));
  }
}

/// The first comparison (or `absent`) of the text. Requires nodes.
const Node& first_comparison(std::span<const Node> nodes) {
  const Node* node = &nodes.back();
  while (is_logical(node->op)) node = &nodes[node->left];
  return *node;
}

}  // namespace

Condition::Known Condition::evaluate(Values values, Values baselines, double floor) const {
  Known known(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (node.of_baseline) {
      const Value baseline = baselines.empty() ? std::nullopt : baselines[nodes_[node.left].measure];
      known[i] = against_baseline(node.op, known[node.left], known[node.right], baseline, floor);
    } else {
      known[i] = outcome(node, {known.data(), i}, values);
    }
  }
  return known;
}

Verdict Condition::judge(Values values, Values baselines, double floor) const {
  if (nodes_.empty()) return Verdict::no_data;
  const Value root = evaluate(values, baselines, floor).back();
  if (!root) return Verdict::no_data;
  return *root == 0 ? Verdict::ok : Verdict::breach;
}

bool Condition::uses_baseline() const { return std::ranges::any_of(nodes_, &Node::of_baseline); }

Value Condition::value(Values values) const {
  if (nodes_.empty()) return std::nullopt;
  const Node& first = first_comparison(nodes_);
  const auto known = evaluate(values, {}, 0);
  return known[first.op == Op::absent ? static_cast<std::size_t>(&first - nodes_.data()) : first.left];
}

bool Condition::larger_is_worse() const {
  if (nodes_.empty()) return true;
  bool negated = false;
  const Node* node = &nodes_.back();
  for (; is_logical(node->op); node = &nodes_[node->left]) negated ^= node->op == Op::logical_not;
  return negated == (node->op == Op::less || node->op == Op::less_equal);
}

}  // namespace invmon::policy
