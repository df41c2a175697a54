#include <fmt/format.h>

#include <string_view>

#include "completion_scripts.hpp"

namespace invmon::tools {
namespace {

constexpr std::string_view kHead = R"(# bash completion for invmon

_invmon() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=invmon words= kind= i
  # bash cuts --flag=value into three words
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command ${COMP_WORDS[i]}" in
)";

constexpr std::string_view kFlags = R"(    esac
  done
  case "$command $prev" in
)";

constexpr std::string_view kArguments = R"(    *)
      case "$command" in
)";

constexpr std::string_view kTail = R"(      esac
      ;;
  esac
  COMPREPLY=()
  [[ -z $words ]] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  if [[ -n $kind && $cur != -* ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -A "$kind" -- "$cur")
  fi
}
complete -F _invmon invmon
)";

std::string assignments(const std::string& words, bool files, bool folders) {
  return fmt::format("words='{}' kind={}", words, files ? "file" : folders ? "directory" : "");
}

/// Sets `command` to the command that the line names so far.
void add_commands(const CommandText& command, std::string& out) {
  for (const auto& below : command.commands) {
    out += fmt::format("      '{}') command='{}' ;;\n", below.name, below.name);
    add_commands(below, out);
  }
}

/// What can follow a flag.
void add_values(const CommandText& command, std::string& out) {
  for (const auto& option : command.options) {
    if (!option.takes_value || option.names.empty()) continue;
    std::string pattern;
    for (const auto& name : option.names) pattern += fmt::format("{}'{} {}'", pattern.empty() ? "" : " | ", command.name, name);
    const auto words = fmt::format("{}", fmt::join(option.words, " "));
    out += fmt::format("    {}) {} ;;\n", pattern, assignments(words, option.files, option.folders));
  }
  for (const auto& below : command.commands) add_values(below, out);
}

/// What can stand anywhere else: commands, flags, arguments.
void add_arguments(const CommandText& command, std::string& out) {
  std::vector<std::string> words;
  bool files = false;
  for (const auto& below : command.commands) words.push_back(below.word());
  for (const auto& option : command.options) {
    words.insert(words.end(), option.names.begin(), option.names.end());
    if (option.argument.empty()) continue;
    words.insert(words.end(), option.words.begin(), option.words.end());
    files = files || option.files;
  }
  out += fmt::format("        '{}') {} ;;\n", command.name, assignments(fmt::format("{}", fmt::join(words, " ")), files, false));
  for (const auto& below : command.commands) add_arguments(below, out);
}

}  // namespace

std::string bash_completions(const CommandText& program) {
  std::string script(kHead);
  add_commands(program, script);
  script += kFlags;
  add_values(program, script);
  script += kArguments;
  add_arguments(program, script);
  return script + std::string(kTail);
}

}  // namespace invmon::tools
