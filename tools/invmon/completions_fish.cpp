#include <fmt/format.h>

#include <string_view>

#include "completion_scripts.hpp"

namespace invmon::tools {
namespace {

std::string fish_quote(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// True where the line names a command and none below it.
std::string condition_of(const CommandText& command) {
  std::string above;
  for (auto rest = std::string_view(command.name); rest.find(' ') != std::string_view::npos;) {
    rest.remove_prefix(rest.find(' ') + 1);
    above += fmt::format("{}__fish_seen_subcommand_from {}", above.empty() ? "" : "; and ", rest.substr(0, rest.find(' ')));
  }
  if (command.commands.empty()) return above;
  if (above.empty()) return "__fish_use_subcommand";
  for (const auto& below : command.commands) above += "; and not __fish_seen_subcommand_from " + below.word();
  return above;
}

/// The switches of `complete` for a value: what it can be, and whether files can stand there.
std::string values(const OptionText& option) {
  if (option.folders) return " -x -a '(__fish_complete_directories)'";
  const auto words = option.words.empty() ? "" : " -a " + fish_quote(fmt::format("{}", fmt::join(option.words, " ")));
  return (option.files ? " -r -F" : " -x") + words;
}

void add_lines(const CommandText& command, std::string& out) {
  const auto start = fmt::format("complete -c invmon -n {}", fish_quote(condition_of(command)));
  for (const auto& below : command.commands) {
    out += fmt::format("{} -f -a {} -d {}\n", start, below.word(), fish_quote(below.help));
  }
  for (const auto& option : command.options) {
    if (!option.argument.empty() && (option.files || !option.words.empty())) {
      out += fmt::format("{}{}\n", start, values(option));
    }
    if (option.names.empty()) continue;
    out += start;
    for (const auto& name : option.names) out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    out += fmt::format("{} -d {}\n", option.takes_value ? values(option) : "", fish_quote(option.help));
  }
  for (const auto& below : command.commands) add_lines(below, out);
}

}  // namespace

std::string fish_completions(const CommandText& program) {
  std::string script = "# fish completion for invmon\n\ncomplete -c invmon -f\n";
  add_lines(program, script);
  return script;
}

}  // namespace invmon::tools
