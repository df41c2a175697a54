#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>

#include "base/error.hpp"

namespace invmon::tools {

/// A subcommand: `setup` declares its options, and returns what runs it once they are parsed.
struct Command {
  const char* name;
  const char* help;
  std::function<Result<void>()> (*setup)(CLI::App& app);
};

std::function<Result<void>()> setup_report(CLI::App& app);
std::function<Result<void>()> setup_generate(CLI::App& app);

/// All subcommands, in the order of the help text.
std::span<const Command> commands();

}  // namespace invmon::tools
