#pragma once

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "record/expression.hpp"

namespace invmon::record {

/// A part of a compiled expression. It never moves, so that `value` may point into `text`.
struct Expression::Node {
  enum class Kind : std::uint8_t {
    literal,  ///< `value`; null is the absent one
    field,    ///< `slot`; as a condition: it is true
    has,      ///< `slot` is not absent
    all,      ///< every child holds
    any,      ///< some child holds
    negation,
    equal,  ///< child 0 with child 1, as for those that follow
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,           ///< child 0 equals one of the other children
    one_of,       ///< `slot` is one of `texts`
    starts_with,  ///< child 0 with `text`, as for those that follow
    ends_with,
    contains,
    matches,  ///< child 0 with `pattern`
  };

  explicit Node(Kind node_kind) : kind(node_kind) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  Kind kind;
  std::size_t slot = 0;
  Value value;
  std::string text;
  std::vector<std::string> texts;
  std::unique_ptr<re2::RE2> pattern;
  std::vector<std::unique_ptr<Node>> children;
};

}  // namespace invmon::record
