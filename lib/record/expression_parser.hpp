#pragma once

#include <memory>
#include <string_view>

#include "record/expression.hpp"
#include "record/expression_node.hpp"
#include "record/layout.hpp"

namespace invmon::record {

/// The tree of an expression that is a condition, its paths in slots of `layout`. Throws SyntaxError.
std::unique_ptr<Expression::Node> parse_expression(std::string_view text, Layout& layout);

}  // namespace invmon::record
