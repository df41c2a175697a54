#pragma once

#include <span>
#include <string>

#include "policy/condition.hpp"
#include "policy/condition_lexer.hpp"
#include "policy/condition_quantity.hpp"

namespace invmon::policy {

/// Takes a measure with its window from the tokens, of which the next one is a name; its `text` is left empty. `gauges` are the
/// names of the profile's gauges. Throws record::SyntaxError.
Measure take_measure(TokenReader& tokens, std::span<const std::string> gauges);

/// Takes a window in brackets if one stands here.
std::optional<Nanos> take_window(TokenReader& tokens);

/// Takes a number with its unit.
Amount take_amount(TokenReader& tokens);

}  // namespace invmon::policy
