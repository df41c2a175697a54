#include "policy/condition.hpp"

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cmath>
#include <limits>
#include <span>

namespace invmon::policy {
namespace {

using Node = Condition::Node;
using Op = Node::Op;

/// What is not known is not a number: values without a state of their own need not be made before they are worked out.
using Value = double;
constexpr Value kUnknown = std::numeric_limits<double>::quiet_NaN();
using Values = std::span<const Value>;

bool is_known(Value value) { return !std::isnan(value); }

bool is_logical(Op op) { return op == Op::logical_and || op == Op::logical_or || op == Op::logical_not; }

Value truth(bool value) { return value ? 1 : 0; }

/// A side that decides `and` (a false one), or `or` (a true one), whatever the other side is.
double decisive(Op op) { return op == Op::logical_and ? 0 : 1; }

/// Kleene's `and` and `or`.
Value join(Op op, Value a, Value b) {
  if (a == decisive(op) || b == decisive(op)) return decisive(op);
  return is_known(a) && is_known(b) ? a : kUnknown;
}

Value against_baseline(Op op, Value value, Value factor, Value baseline, double floor) {
  if (!is_known(value) || !is_known(factor) || !is_known(baseline)) return kUnknown;
  return truth(std::abs(value - baseline) >= floor && compare(op, value, factor * baseline));
}

/// What a node comes to, once its children are known.
Value outcome(const Node& node, Values known, const Condition::Reader& values) {
  switch (node.op) {
    case Op::number:
      return node.number;
    case Op::measure:
      return values(node.measure).value_or(kUnknown);
    case Op::absent:
      return truth(values(node.measure).value_or(0) == 0);
    case Op::logical_and:
    case Op::logical_or:
      return join(node.op, known[node.left], known[node.right]);
    case Op::logical_not:
      return is_known(known[node.left]) ? truth(known[node.left] == 0) : kUnknown;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      return calculate(node.op, known[node.left], known[node.right]).value_or(kUnknown);
    default:
      if (!is_known(known[node.left]) || !is_known(known[node.right])) return kUnknown;
      return truth(compare(node.op, known[node.left], known[node.right]));
  }
}

/// The first comparison (or `absent`) of the text. Requires nodes.
const Node& first_comparison(std::span<const Node> nodes) {
  const Node* node = &nodes.back();
  while (is_logical(node->op)) node = &nodes[node->left];
  return *node;
}

}  // namespace

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

std::optional<double> calculate(Op op, double a, double b) {
  const double result = op == Op::add ? a + b : op == Op::subtract ? a - b : op == Op::multiply ? a * b : a / b;
  return std::isfinite(result) ? std::optional(result) : std::nullopt;
}

/// Children stand before their parents, and the right side of a node between the left one and the node.
std::optional<double> Condition::evaluate(std::size_t wanted, const Reader& values, const Reader& baselines, double floor) const {
  boost::container::small_vector<Value, 64> known(wanted + 1, boost::container::default_init);
  for (std::size_t i = 0; i <= wanted; ++i) {
    const Node& node = nodes_[i];
    if (node.of_baseline) {
      const Value baseline = baselines ? baselines(nodes_[node.left].measure).value_or(kUnknown) : kUnknown;
      known[i] = against_baseline(node.op, known[node.left], known[node.right], baseline, floor);
    } else {
      known[i] = outcome(node, {known.data(), i}, values);
    }
    for (auto above = nodes_[i].decides; above != 0 && above <= wanted && known[i] == decisive(nodes_[above].op);
         above = nodes_[i].decides) {
      known[above] = known[i];
      i = above;
    }
  }
  return is_known(known[wanted]) ? std::optional(known[wanted]) : std::nullopt;
}

Verdict Condition::judge(const Reader& values, const Reader& baselines, double floor) const {
  if (nodes_.empty()) return Verdict::no_data;
  const auto root = evaluate(nodes_.size() - 1, values, baselines, floor);
  if (!root) return Verdict::no_data;
  return *root == 0 ? Verdict::ok : Verdict::breach;
}

bool Condition::is_read_once(std::size_t measure) const {
  return std::ranges::count_if(nodes_, [&](const Node& node) {
           return (node.op == Op::measure || node.op == Op::absent) && node.measure == measure;
         }) == 1;
}

bool Condition::is_of_measure_and_number(const Node& comparison, std::size_t measure) const {
  const Node& left = nodes_[comparison.left];
  const bool of_measure = left.op == Op::measure && left.measure == measure;
  return of_measure && nodes_[comparison.right].op == Op::number && !comparison.of_baseline;
}

std::optional<double> Condition::limit_of(std::size_t measure) const {
  if (!is_read_once(measure)) return std::nullopt;
  for (const Node& node : nodes_) {
    const bool divides = node.op == Op::greater || node.op == Op::less_equal;
    if (divides && is_of_measure_and_number(node, measure)) return nodes_[node.right].number;
  }
  return std::nullopt;
}

const Node* Condition::needed_comparison(std::size_t measure) const {
  if (!is_read_once(measure)) return nullptr;
  std::vector<std::size_t> needed = {nodes_.size() - 1};
  while (!needed.empty()) {
    const Node& node = nodes_[needed.back()];
    needed.pop_back();
    if (node.op == Op::logical_and) {
      needed.push_back(node.left);
      needed.push_back(node.right);
    } else if ((node.op == Op::greater || node.op == Op::greater_equal) && is_of_measure_and_number(node, measure)) {
      return &node;
    }
  }
  return nullptr;
}

std::optional<double> Condition::value(const Reader& values) const {
  if (nodes_.empty()) return std::nullopt;
  const Node& first = first_comparison(nodes_);
  return evaluate(first.op == Op::absent ? static_cast<std::size_t>(&first - nodes_.data()) : first.left, values, {}, 0);
}

bool Condition::larger_is_worse() const {
  if (nodes_.empty()) return true;
  bool negated = false;
  const Node* node = &nodes_.back();
  for (; is_logical(node->op); node = &nodes_[node->left]) negated ^= node->op == Op::logical_not;
  return negated == (node->op == Op::less || node->op == Op::less_equal);
}

}  // namespace invmon::policy
