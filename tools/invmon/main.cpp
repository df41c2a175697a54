#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/text.hpp"
#include "base/version.hpp"
#include "command.hpp"
#include "say.hpp"
#include "settings.hpp"
#include "terminal.hpp"

namespace invmon::tools {
namespace {

constexpr int kUsageError = 2;
constexpr int kInputError = 3;

int exit_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
    case ErrorKind::configuration:
      return kUsageError;
    case ErrorKind::input:
    case ErrorKind::output:
      break;
  }
  return kInputError;
}

/// The names that can stand where CLI11 found one that it does not know.
std::vector<std::string> known_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  for (const auto* subcommand : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(subcommand->get_name());
  return names;
}

int usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  const CLI::App& parsed = chosen.empty() ? app : *chosen.front();
  std::string message = error.what();
  for (const auto& extra : parsed.remaining()) {
    message = fmt::format("unknown argument '{}'", extra);
    if (const auto meant = nearest_spelling(extra.substr(0, extra.find('=')), known_names(parsed))) {
      message += fmt::format(" (did you mean '{}'?)", *meant);
    }
    break;
  }
  say(message);
  const auto command = chosen.empty() ? std::string("invmon") : "invmon " + parsed.get_name();
  fmt::print(stderr, "Try '{} --help'.\n", command);
  return kUsageError;
}

/// The GNU C library asks for a thread's memory page by page, with a call to the kernel for each, which takes a twentieth of the
/// time of a report that fills hundreds of megabytes. What is asked for takes up no memory until it is used.
void ask_for_memory_in_large_pieces() {
#ifdef __GLIBC__
  constexpr int kPiece = 60 << 20;  // a thread's memory comes in blocks of 64 MiB
  mallopt(M_TOP_PAD, kPiece);
  mallopt(M_TRIM_THRESHOLD, 2 * kPiece);
  mallopt(M_MMAP_THRESHOLD, kPiece / 2);
#endif
}

int run(int argc, char** argv) {
  CLI::App app("invmon answers questions about structured JSON logs from the files alone.", "invmon");
  app.set_version_flag("--version", fmt::format("invmon {}", kVersion));
  app.require_subcommand(1);
  app.get_formatter()->column_width(32);
  Result<int> outcome = kDone;
  for (const auto& command : commands()) {
    auto* subcommand = app.add_subcommand(command.name, command.help);
    subcommand->get_formatter()->column_width(32);
    subcommand->callback(
        [&outcome, subcommand, run = command.setup(*subcommand)] { outcome = run_with_settings(*subcommand, run); });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error);
  }
  if (outcome) return *outcome;
  say(to_string(outcome.error()));
  return exit_status(outcome.error().kind);
}

}  // namespace
}  // namespace invmon::tools

int main(int argc, char** argv) {
  invmon::tools::ignore_closed_pipes();
  invmon::tools::ask_for_memory_in_large_pieces();
  try {
    return invmon::tools::run(argc, argv);
  } catch (const std::exception& failure) {
    invmon::tools::say(failure.what());
    return invmon::tools::kInputError;
  }
}
