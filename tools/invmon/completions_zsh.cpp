#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "completion_scripts.hpp"

namespace invmon::tools {
namespace {

std::string with_backslashes(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_quote(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string action(const OptionText& option) {
  const auto words = fmt::format("{}", fmt::join(option.words, " "));
  if (!option.words.empty() && option.files) return fmt::format("{{compadd {}; _files}}", words);
  if (!option.words.empty()) return fmt::format("({})", words);
  return option.files ? "_files" : option.folders ? "_files -/" : " ";
}

/// ":FILE:_files"; a long list of words is no name to show.
std::string message(const OptionText& option) {
  const auto shown = option.type.find('{') == std::string::npos ? option.type : std::string("value");
  return fmt::format(":{}:{}", with_backslashes(shown, ":\\"), action(option));
}

void add_specs(const OptionText& option, std::vector<std::string>& specs) {
  const auto help = with_backslashes(option.help, "[]:\\");
  const auto others = option.repeats ? std::string("*") : fmt::format("({})", fmt::join(option.names, " "));
  for (const auto& name : option.names) {
    const auto* const joined = !option.takes_value ? "" : name.starts_with("--") ? "=" : "+";
    const auto value = option.takes_value ? message(option) : std::string();
    specs.push_back(zsh_quote(fmt::format("{}{}{}[{}]{}", others, name, joined, help, value)));
  }
  if (!option.argument.empty()) specs.push_back(zsh_quote((option.repeats ? "*" : "") + message(option)));
}

std::string function_name(const CommandText& command) {
  auto name = "_" + command.name;
  std::ranges::replace(name, ' ', '_');
  return name;
}

/// Goes on in the function of the command that the line names.
std::string dispatch(const CommandText& command) {
  std::string described, cases;
  for (const auto& below : command.commands) {
    described += fmt::format("        {}\n", zsh_quote(below.word() + ":" + with_backslashes(below.help, ":\\")));
    cases += fmt::format("        {}) {} ;;\n", below.word(), function_name(below));
  }
  return fmt::format(R"(  case $state in
    command)
      commands=(
{}      )
      _describe command commands
      ;;
    arguments)
      curcontext="${{curcontext%:*:*}}:invmon-$line[1]:"
      case $line[1] in
{}      esac
      ;;
  esac
)",
                     described, cases);
}

void add_function(const CommandText& command, std::string& out) {
  std::vector<std::string> specs;
  for (const auto& option : command.options) add_specs(option, specs);
  const bool branches = !command.commands.empty();
  if (branches) specs.insert(specs.end(), {"': :->command'", "'*:: :->arguments'"});
  out += fmt::format("{}() {{\n  local curcontext=\"$curcontext\" state line\n  typeset -A opt_args\n  local -a commands\n",
                     function_name(command));
  out += fmt::format("  _arguments -s -S -C \\\n    {}\n", fmt::join(specs, " \\\n    "));
  if (branches) out += dispatch(command);
  out += "}\n\n";
  for (const auto& below : command.commands) add_function(below, out);
}

}  // namespace

std::string zsh_completions(const CommandText& program) {
  std::string script = "#compdef invmon\n\n";
  add_function(program, script);
  // Loaded by compinit the file is the function's body; sourced, it tells of itself.
  return script + "if [[ $funcstack[1] == _invmon ]]; then\n  _invmon \"$@\"\nelse\n  compdef _invmon invmon\nfi\n";
}

}  // namespace invmon::tools
