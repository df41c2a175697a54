#pragma once

#include <optional>
#include <string_view>

namespace invmon::input {

/// A number after RFC 8259's grammar, however large: infinite beyond the range of a double, 0 below it. nullopt for other text.
std::optional<double> parse_json_number(std::string_view text);

}  // namespace invmon::input
