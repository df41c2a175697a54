#pragma once

#include <fmt/core.h>

#include <cstdio>
#include <string_view>

#include "base/text.hpp"

namespace invmon::tools {

/// Tells the user something beside the results: a line on standard error, fit for a terminal whatever log it comes from.
inline void say(std::string_view text) { fmt::print(stderr, "invmon: {}\n", escape_terminal(text)); }

}  // namespace invmon::tools
