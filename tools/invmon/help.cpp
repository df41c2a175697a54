#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "command.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "terminal.hpp"
#include "topics.hpp"

namespace invmon::tools {
namespace {

struct HelpOptions {
  std::vector<std::string> names;
};

/// The command that the names lead to; null if there is none.
const CLI::App* find_command(const CLI::App& program, const std::vector<std::string>& names) {
  const CLI::App* command = &program;
  for (const auto& name : names) {
    const auto below = command->get_subcommands([&](const CLI::App* app) { return app->get_name() == name; });
    if (below.empty()) return nullptr;
    command = below.front();
  }
  return command;
}

std::vector<std::string> known_helps() {
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  for (const auto& topic : topics()) {
    if (std::ranges::find(names, topic.name) == names.end()) names.emplace_back(topic.name);
  }
  return names;
}

std::string list_of_topics() {
  std::string text = "\nTopics of 'invmon help':\n";
  for (const auto& topic : topics()) text += fmt::format("  {:<28}  {}\n", topic.name, topic.summary);
  return text;
}

/// A command's usage, and what is written about a topic; some names have both.
Result<std::string> help_text(const CLI::App& program, const std::vector<std::string>& names) {
  const auto* const command = find_command(program, names);
  const auto* const topic = names.size() == 1 ? find_topic(names.front()) : nullptr;
  if (command == nullptr && topic == nullptr) {
    const auto asked = fmt::format("{}", fmt::join(names, " "));
    return usage("", "no help on '" + asked + "'", did_you_mean(asked, known_helps(), "'invmon help' lists what there is"));
  }
  std::string text;
  // App::help() would tell of the subcommand that is parsed: of this one.
  auto full_name = program.get_name();
  for (const auto& name : names) full_name += " " + name;
  if (command != nullptr) text = command->get_formatter()->make_help(command, full_name, CLI::AppFormatMode::Normal);
  if (names.empty()) text += list_of_topics();
  constexpr std::size_t kWidest = 100;
  if (topic != nullptr) text += topic_text(*topic, {use_color(ColorChoice::automatic), std::min(stdout_columns(), kWidest)});
  return text;
}

Result<int> run_help(const HelpOptions& options, const CLI::App& program) {
  const auto text = help_text(program, options.names);
  if (!text) return text.error();
  auto written = write_output("-", [&](std::ostream& out) { out << *text; });
  if (!written) return written.error();
  return kDone;
}

}  // namespace

Run setup_help(CLI::App& app) {
  auto options = std::make_shared<HelpOptions>();
  app.add_option("TOPIC", options->names, "A command or a topic; without one, what there is")
      ->type_name(one_of(known_helps()))
      ->option_text("...");
  return [options, &app] { return run_help(*options, *app.get_parent()); };
}

}  // namespace invmon::tools
