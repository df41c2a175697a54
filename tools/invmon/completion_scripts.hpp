#pragma once

#include <string>

#include "command_text.hpp"

namespace invmon::tools {

/// A script that completes subcommands, flags and values in a shell. It knows what was defined when it was written, and runs
/// nothing.
std::string bash_completions(const CommandText& program);
std::string zsh_completions(const CommandText& program);
std::string fish_completions(const CommandText& program);

}  // namespace invmon::tools
