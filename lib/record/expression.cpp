#include "record/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <utility>

#include "base/same_text.hpp"
#include "record/expression_lexer.hpp"
#include "record/expression_node.hpp"
#include "record/expression_parser.hpp"
#include "record/number.hpp"

namespace invmon::record {
namespace {

using Node = Expression::Node;
using Kind = Node::Kind;

const Value& value_of(const Node& node, Values values) { return node.kind == Kind::literal ? node.value : values[node.slot]; }

std::partial_ordering order(const Value& a, const Value& b) {
  if (a.kind == Value::Kind::integer && b.kind == Value::Kind::integer) return a.integer <=> b.integer;
  if (a.is_number() && b.is_number()) return a.number() <=> b.number();
  if (a.kind != b.kind) return std::partial_ordering::unordered;
  if (a.kind == Value::Kind::string) return a.string <=> b.string;
  if (a.kind == Value::Kind::boolean) return a.boolean <=> b.boolean;
  return std::partial_ordering::unordered;
}

/// The value of a side that is compared with `other`: logs quote numbers, so next to a number literal a text may be one.
Value side(const Node& node, const Node& other, Values values) {
  const Value& value = value_of(node, values);
  if (value.kind != Value::Kind::string || other.kind != Kind::literal || !other.value.is_number()) return value;
  return parse_number(value.string).value_or(value);
}

std::partial_ordering order(const Node& a, const Node& b, Values values) { return order(side(a, b, values), side(b, a, values)); }

bool equal(const Node& a, const Node& b, Values values) {
  const Value& left = value_of(a, values);
  const Value& right = value_of(b, values);
  if (left.kind == Value::Kind::string && right.kind == Value::Kind::string) return left.string == right.string;
  if (left.kind == Value::Kind::absent && right.kind == Value::Kind::absent) {
    return a.kind == Kind::literal || b.kind == Kind::literal;
  }
  return order(a, b, values) == std::partial_ordering::equivalent;
}

bool call(const Node& node, Values values) {
  const Value& value = value_of(*node.children.front(), values);
  if (value.kind != Value::Kind::string) return false;
  switch (node.kind) {
    case Kind::starts_with:
      return value.string.starts_with(node.text);
    case Kind::ends_with:
      return value.string.ends_with(node.text);
    case Kind::contains:
      return value.string.find(node.text) != std::string_view::npos;
    default:
      return re2::RE2::PartialMatch({value.string.data(), value.string.size()}, *node.pattern);
  }
}

bool is_one_of(const Node& node, Values values) {
  const Value& value = values[node.slot];
  return value.kind == Value::Kind::string &&
         std::ranges::any_of(node.texts, [&](const std::string& text) { return same_text(value.string, text); });
}

bool evaluate_any(const Node& node, Values values);

bool evaluate(const Node& node, Values values) {
  return node.kind == Kind::one_of ? is_one_of(node, values) : evaluate_any(node, values);  // most are of one kind
}

/// Apart, so that the usual kind does not pay for the others.
[[gnu::noinline]] bool evaluate_any(const Node& node, Values values) {
  const auto& children = node.children;
  const auto holds = [values](const auto& child) { return evaluate(*child, values); };
  switch (node.kind) {
    case Kind::literal:
    case Kind::field: {
      const Value& value = value_of(node, values);
      return value.kind == Value::Kind::boolean && value.boolean;
    }
    case Kind::has:
      return values[node.slot].kind != Value::Kind::absent;
    case Kind::all:
      return std::ranges::all_of(children, holds);
    case Kind::any:
      return std::ranges::any_of(children, holds);
    case Kind::negation:
      return !evaluate(*children[0], values);
    case Kind::equal:
      return equal(*children[0], *children[1], values);
    case Kind::not_equal:
      return !equal(*children[0], *children[1], values);
    case Kind::less:
      return order(*children[0], *children[1], values) < 0;
    case Kind::less_equal:
      return order(*children[0], *children[1], values) <= 0;
    case Kind::greater:
      return order(*children[0], *children[1], values) > 0;
    case Kind::greater_equal:
      return order(*children[0], *children[1], values) >= 0;
    case Kind::in:
      return std::any_of(children.begin() + 1, children.end(),
                         [&](const auto& element) { return equal(*children[0], *element, values); });
    case Kind::one_of:
      return is_one_of(node, values);
    case Kind::starts_with:
    case Kind::ends_with:
    case Kind::contains:
    case Kind::matches:
      return call(node, values);
  }
  return false;
}

void add_slots(const Node& node, std::vector<std::size_t>& slots) {
  const bool has_slot = node.kind == Kind::field || node.kind == Kind::has || node.kind == Kind::one_of;
  if (has_slot && std::ranges::find(slots, node.slot) == slots.end()) slots.push_back(node.slot);
  for (const auto& child : node.children) add_slots(*child, slots);
}

}  // namespace

Result<Expression> Expression::compile(std::string_view text, Layout& layout, const ExpressionPlace& place) {
  try {
    return Expression(parse_expression(text, layout));
  } catch (SyntaxError& error) {
    return Error{ErrorKind::configuration, fmt::format("{}:{}", place.name, place.column + error.column - 1),
                 std::move(error.what), std::move(error.hint)};
  }
}

bool Expression::holds(Values values) const { return evaluate(*root_, values); }

std::vector<std::size_t> Expression::slots() const {
  std::vector<std::size_t> slots;
  add_slots(*root_, slots);
  return slots;
}

}  // namespace invmon::record
