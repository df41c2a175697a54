#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "record/layout.hpp"

namespace invmon::record {

/// Where an expression stands, for messages: errors say `name:COLUMN`, its first byte being at `column` (1-based).
struct ExpressionPlace {
  std::string name = "expression";
  std::size_t column = 1;
};

/// A predicate over a record, in a subset of CEL (Common Expression Language): field paths, string, number, bool and null
/// literals, lists, `== != < <= > >= in && || !`, parentheses, `.startsWith() .endsWith() .contains() .matches()` (RE2,
/// unanchored) and `has(path)`.
///
/// A field that is absent makes every comparison false except `!=` and `== null`; a function on it is false. A field alone is
/// true if it is the boolean true. A string that is wholly a number compares as one with a number literal (logs quote numbers);
/// values of different types are otherwise unequal and unordered. `a != b` is always the opposite of `a == b`.
///
/// Path members that are no identifiers are written as `request["user-agent"]`, or in back quotes: `` `user-agent` ``.
class Expression {
 public:
  /// Compiles a text and gives the paths it uses slots in `layout`. Errors point at the column, in bytes.
  static Result<Expression> compile(std::string_view text, Layout& layout, const ExpressionPlace& place = {});

  /// Whether the predicate holds for a record whose values are ordered by the layout it was compiled with. Never fails. Safe to
  /// call from several threads.
  bool holds(Values values) const;

  /// The slots of the paths that it uses, each once.
  std::vector<std::size_t> slots() const;

  struct Node;

 private:
  explicit Expression(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

  std::shared_ptr<const Node> root_;
};

}  // namespace invmon::record
