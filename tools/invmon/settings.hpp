#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "command.hpp"

namespace invmon::tools {

/// A flag whose default can be set outside the command line.
struct SettingName {
  const char* key;       ///< in .invmon.yaml
  const char* flag;      ///< of every command that takes the setting
  const char* variable;  ///< in the environment
};

std::span<const SettingName> setting_names();

/// What is set for a flag, and where: "INVMON_TZ", ".invmon.yaml:3:5".
struct Setting {
  SettingName name;
  std::string value;
  std::string place;
};

/// The settings that are made, in the order of setting_names(): from the environment, else the nearest .invmon.yaml (here or in a
/// folder above), else the user's own file ($XDG_CONFIG_HOME/invmon/config.yaml, by default below ~/.config). An empty variable
/// counts as none. Errors: a file that can't be read, is not YAML, or holds an unknown key.
Result<std::vector<Setting>> load_settings();

/// Sets the options of a parsed command that its command line leaves out; those that are not configurable() are left alone.
/// Gives the settings that were taken. Errors: a value that the option refuses, at the setting's place.
Result<std::vector<Setting>> apply_settings(std::span<const Setting> settings, CLI::App& command);

/// An error in a flag, told of the place where that flag's value stands.
Error at_its_setting(Error error, std::span<const Setting> taken);

/// Runs a parsed command with all settings.
Result<int> run_with_settings(CLI::App& command, const Run& run);

}  // namespace invmon::tools
