#include "command_text.hpp"

#include <algorithm>
#include <string_view>

#include "option_values.hpp"
#include "record/profile.hpp"

namespace invmon::tools {
namespace {

/// The words of "{text,json}", wherever a type holds that.
std::vector<std::string> words_of(const std::string& type) {
  std::vector<std::string> words;
  const auto open = type.find('{'), close = type.find('}');
  if (close == std::string::npos || open > close) return words;
  std::size_t from = open + 1;
  while (from <= close) {
    const auto end = std::min(type.find(',', from), close);
    words.push_back(type.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

OptionText text_of(const CLI::Option& option) {
  OptionText text;
  for (const auto& name : option.get_snames()) text.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) text.names.push_back("--" + name);
  if (option.get_positional()) text.argument = option.get_name(true);
  text.takes_value = option.get_items_expected_min() > 0;
  text.help = option.get_description();
  text.repeats = option.get_expected_max() > 1;
  text.required = option.get_required();
  if (!text.takes_value) return text;
  const auto named = option.get_type_name();
  text.type = named.empty() ? text.argument : named;
  text.standard = option.get_default_str();
  text.words = text.type == kProfile ? record::builtin_profile_names() : words_of(text.type);
  text.files = text.type == kProfile || text.type.ends_with(kFile);
  text.folders = text.type == kFolder;
  return text;
}

}  // namespace

CommandText describe(const CLI::App& app) {
  const auto* parent = app.get_parent();
  CommandText text;
  for (; parent != nullptr; parent = parent->get_parent()) text.name = parent->get_name() + " " + text.name;
  text.name += app.get_name();
  text.help = app.get_description();
  for (const auto* option : app.get_options()) text.options.push_back(text_of(*option));
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
    text.commands.push_back(describe(*command));
  return text;
}

}  // namespace invmon::tools
