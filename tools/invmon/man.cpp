#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "command.hpp"
#include "man_page.hpp"
#include "option_values.hpp"
#include "output.hpp"

namespace invmon::tools {
namespace {

struct ManOptions {
  std::string command;
  std::string folder;
};

Result<void> write_page(const CommandText& program, const CommandText& command, const std::string& path) {
  return write_output(path, [&](std::ostream& out) { out << man_page(program, command); });
}

Result<int> write_all_pages(const CommandText& program, const std::string& folder) {
  std::vector<CommandText> all = program.commands;
  all.push_back(program);
  for (const auto& command : all) {
    const auto path = folder + "/" + man_page_name(command) + ".1";
    if (auto made = make_folder_of(path); !made) return made.error();
    if (auto written = write_page(program, command, path); !written) return written.error();
  }
  return kDone;
}

Result<int> run_man(const ManOptions& options, const CLI::App& app) {
  const auto program = describe(app);
  if (!options.folder.empty()) return write_all_pages(program, options.folder);
  const auto command = std::ranges::find_if(program.commands, [&](const auto& c) { return c.word() == options.command; });
  auto written = write_page(program, command == program.commands.end() ? program : *command, "-");
  if (!written) return written.error();
  return kDone;
}

}  // namespace

Run setup_man(CLI::App& app) {
  auto options = std::make_shared<ManOptions>();
  std::vector<std::string> names;
  std::ranges::transform(commands(), std::back_inserter(names), &Command::name);
  auto* command = app.add_option("COMMAND", options->command, "Whose page to print, in place of the program's")
                      ->check(CLI::IsMember(names))
                      ->option_text(" ");
  app.add_option("-o,--output", options->folder, "Write all pages into this folder")->type_name(kFolder)->excludes(command);
  return [options, &app] { return run_man(*options, *app.get_parent()); };
}

}  // namespace invmon::tools
