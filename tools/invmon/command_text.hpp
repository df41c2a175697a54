#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace invmon::tools {

/// What there is to say of an option or argument. Plain text, as its definition has it.
struct OptionText {
  std::vector<std::string> names;  ///< "-p", "--profile"; none for an argument
  std::string argument;            ///< "FILE": its name, if it can stand without a flag
  std::string type;                ///< what its value is called; empty for a flag without a value
  std::string standard;            ///< its value if it is not given; may be empty
  std::string help;
  bool takes_value = false;
  bool repeats = false;
  bool required = false;

  std::vector<std::string> words;  ///< that its value can be
  bool files = false;              ///< its value can be a file
  bool folders = false;            ///< likewise
};

struct CommandText {
  std::string name;  ///< with those of the commands above it: "invmon rules check"
  std::string help;
  std::vector<OptionText> options;
  std::vector<CommandText> commands;

  /// Its own word: "check".
  std::string word() const { return name.substr(name.rfind(' ') + 1); }
};

/// A command and all below it, from the definitions that also parse the command line.
CommandText describe(const CLI::App& app);

}  // namespace invmon::tools
