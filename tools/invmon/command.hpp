#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace invmon::tools {

/// Does what a subcommand's parsed options say; gives the exit status.
using Run = std::function<Result<int>()>;

/// A subcommand: `setup` declares its options, and returns what runs it once they are parsed.
struct Command {
  const char* name;
  const char* help;
  Run (*setup)(CLI::App& app);
};

/// An error in the flag `where`.
inline Error usage(std::string where, std::string what, std::string hint) {
  return {ErrorKind::usage, std::move(where), std::move(what), std::move(hint)};
}

inline constexpr int kDone = 0;
inline constexpr int kGateFailed = 1;  ///< the user asked to be told so

Run setup_report(CLI::App& app);
Run setup_alerts(CLI::App& app);
Run setup_watch(CLI::App& app);
Run setup_slo(CLI::App& app);
Run setup_roi(CLI::App& app);
Run setup_rules(CLI::App& app);
Run setup_chart(CLI::App& app);
Run setup_cat(CLI::App& app);
Run setup_inspect(CLI::App& app);
Run setup_query(CLI::App& app);
Run setup_export(CLI::App& app);
Run setup_metrics(CLI::App& app);
Run setup_generate(CLI::App& app);
Run setup_config(CLI::App& app);
Run setup_help(CLI::App& app);
Run setup_completions(CLI::App& app);
Run setup_man(CLI::App& app);

/// All subcommands, in the order of the help text.
std::span<const Command> commands();

}  // namespace invmon::tools
