#include "man_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/version.hpp"
#include "settings.hpp"
#include "topics.hpp"

namespace invmon::tools {
namespace {

/// Text that roff shows as it is. A hyphen stays the one that can be typed.
std::string roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\(rs";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
    line_begins = c == '\n';
  }
  return out;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", roff(text)); }

/// A paragraph with a tag before it.
std::string item(const std::string& tag, std::string_view text) { return fmt::format(".TP\n{}\n{}\n", tag, roff(text)); }

std::string sentence(const std::string& text) { return text.ends_with('?') ? text : text + "."; }

std::string option_item(const OptionText& option) {
  std::string tag;
  for (const auto& name : option.names) tag += (tag.empty() ? "" : ", ") + bold(name);
  if (option.takes_value) tag += fmt::format(" \\fI{}\\fR", roff(option.type));
  auto help = sentence(option.help);
  if (option.required) help += " Required.";
  if (!option.standard.empty()) help += fmt::format(" Default: {}.", option.standard);
  return item(tag, help);
}

std::string synopsis(const CommandText& command) {
  auto text = bold(command.name);
  for (const auto& option : command.options) {
    if (option.required && option.argument.empty())
      text += fmt::format(" {} \\fI{}\\fR", bold(option.names.back()), roff(option.type));
  }
  text += " [\\fIOPTION\\fR]...";
  for (const auto& option : command.options) {
    if (option.argument.empty()) continue;
    const auto name = fmt::format("\\fI{}\\fR", roff(option.argument));
    text += fmt::format(" {}{}", option.required ? name : "[" + name + "]", option.repeats ? "..." : "");
  }
  return text + (command.commands.empty() ? "\n" : " \\fICOMMAND\\fR ...\n");
}

std::string options_of(const CommandText& command) {
  std::string arguments, flags;
  for (const auto& option : command.options) {
    if (!option.argument.empty()) arguments += item(fmt::format("\\fI{}\\fR", roff(option.argument)), sentence(option.help));
    if (!option.names.empty()) flags += option_item(option);
  }
  return arguments + flags;
}

std::string commands_of(const CommandText& command) {
  std::string text;
  for (const auto& below : command.commands) {
    text += fmt::format(".SS {}\n{}.PP\n{}.\n{}", roff(below.name), synopsis(below), roff(below.help), options_of(below));
  }
  return text;
}

std::string environment() {
  std::string text = ".SH ENVIRONMENT\n";
  for (const auto& name : setting_names()) {
    text += item(bold(name.variable), fmt::format("The default of {}, before the configuration files.", name.flag));
  }
  text += item(bold("NO_COLOR"), "No colours, if it is set and not empty.");
  text += ".SH FILES\n";
  text += item("\\fI.invmon.yaml\\fR",
               "Defaults of a project: in the current folder or the nearest one above it that has such a file.");
  return text +
         item("\\fI$XDG_CONFIG_HOME/invmon/config.yaml\\fR", "One's own; without that variable ~/.config/invmon/config.yaml.");
}

/// The document's text as it stands, without its heading.
std::string exit_status() {
  constexpr std::size_t kColumns = 70;
  const auto text = topic_text(*find_topic("exit-status"), {false, kColumns});
  return fmt::format(".SH EXIT STATUS\n.nf\n{}.fi\n", roff(std::string_view(text).substr(text.find('\n') + 1)));
}

std::string see_also(const CommandText& program, const CommandText& command) {
  std::string pages;
  const auto add = [&](const CommandText& other) {
    if (other.name != command.name) pages += fmt::format("{}{}(1)", pages.empty() ? "" : ", ", bold(man_page_name(other)));
  };
  add(program);
  for (const auto& other : program.commands) add(other);
  return ".SH SEE ALSO\n" + pages + "\n";
}

}  // namespace

std::string man_page_name(const CommandText& command) {
  auto name = command.name;
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string man_page(const CommandText& program, const CommandText& command) {
  auto title = man_page_name(command);
  std::ranges::transform(title, title.begin(), [](unsigned char c) { return std::toupper(c); });
  std::string page = fmt::format(".TH {} 1 \"\" \"invmon {}\" \"invmon\"\n.nh\n.ad l\n", roff(title), kVersion);
  page += fmt::format(".SH NAME\n{} \\- {}\n", roff(man_page_name(command)), roff(command.help));
  page += ".SH SYNOPSIS\n" + synopsis(command) + ".SH OPTIONS\n" + options_of(command);
  if (command.name == program.name) {
    page += ".SH COMMANDS\n";
    for (const auto& below : command.commands) page += item(bold(below.word()), below.help + ".");
  } else if (!command.commands.empty()) {
    page += ".SH COMMANDS\n" + commands_of(command);
  }
  page += environment();
  return page + exit_status() + see_also(program, command);
}

}  // namespace invmon::tools
