#pragma once

#include <optional>
#include <string_view>

#include "record/value.hpp"

namespace invmon::record {

/// The number that a text wholly is, in decimal ("12", "-0.5", "1e3"): an integer where it fits int64, else a finite real.
/// nullopt for anything else, such as white space, a plus sign, hexadecimal or "inf". No allocation.
std::optional<Value> parse_number(std::string_view text);

}  // namespace invmon::record
