#include "settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "read_text.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::tools {
namespace {

namespace fs = std::filesystem;

constexpr SettingName kSettingNames[] = {
    {"profile", "--profile", "INVMON_PROFILE"},
    {"threads", "--threads", "INVMON_THREADS"},
    {"color", "--color", "INVMON_COLOR"},
    {"tz", "--tz", "INVMON_TZ"},
};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// As seen from here, so that messages stay short: ".invmon.yaml", "../.invmon.yaml".
std::optional<fs::path> nearest_file() {
  std::error_code failure;
  fs::path folder = fs::current_path(failure);
  for (fs::path way;; way /= "..", folder = folder.parent_path()) {
    if (fs::exists(way / ".invmon.yaml", failure)) return way / ".invmon.yaml";
    if (!folder.has_relative_path()) return std::nullopt;
  }
}

std::optional<fs::path> user_file() {
  const fs::path chosen = variable("XDG_CONFIG_HOME"), home = variable("HOME");
  // The standard says of a relative path that it is to be ignored.
  const fs::path folder = chosen.is_absolute() ? chosen : home.empty() ? fs::path() : home / ".config";
  std::error_code failure;
  const auto path = folder / "invmon" / "config.yaml";
  if (folder.empty() || !fs::exists(path, failure)) return std::nullopt;
  return path;
}

/// A path to a profile is meant from the folder of the file that names it.
std::string profile_from(const fs::path& file, const std::string& profile) {
  const bool builtin = !record::builtin_profile_text(profile).empty();
  return builtin ? profile : (file.parent_path() / profile).lexically_normal().string();
}

Result<std::vector<Setting>> read_settings(const fs::path& path) {
  const auto text = read_text(path);
  if (!text) return text.error();
  record::YamlReader yaml(path);
  const YAML::Node root = yaml.load(*text);
  std::vector<Setting> settings;
  if (!yaml.failed() && root.IsNull()) return settings;
  std::vector<std::string_view> keys;
  std::ranges::transform(kSettingNames, std::back_inserter(keys), &SettingName::key);
  const bool sound = yaml.check_map(root, "the configuration", keys);
  for (const auto& name : kSettingNames) {
    const auto node = sound ? root[name.key] : YAML::Node(YAML::NodeType::Undefined);
    const auto value = yaml.text(node, name.key);
    const bool is_profile = name.key == std::string_view("profile");
    if (value) settings.push_back({name, is_profile ? profile_from(path, *value) : *value, yaml.where(node)});
  }
  if (yaml.failed()) return yaml.error();
  return settings;
}

std::vector<Setting> of_environment() {
  std::vector<Setting> settings;
  for (const auto& name : kSettingNames) {
    if (const auto value = variable(name.variable); !value.empty()) settings.push_back({name, value, name.variable});
  }
  return settings;
}

/// The options of a parsed command that a setting may decide.
std::vector<CLI::Option*> open_options(CLI::App& command) {
  std::vector<CLI::Option*> options;
  for (const auto& name : kSettingNames) {
    auto* option = command.get_option_no_throw(name.flag);
    if (option != nullptr && option->count() == 0 && option->get_configurable()) options.push_back(option);
  }
  for (auto* subcommand : command.get_subcommands()) std::ranges::copy(open_options(*subcommand), std::back_inserter(options));
  return options;
}

}  // namespace

std::span<const SettingName> setting_names() { return kSettingNames; }

Result<std::vector<Setting>> load_settings() {
  auto all = of_environment();
  for (const auto& path : {nearest_file(), user_file()}) {
    if (!path) continue;
    auto more = read_settings(*path);
    if (!more) return more.error();
    all.insert(all.end(), more->begin(), more->end());
  }
  std::vector<Setting> first;
  for (const auto& name : kSettingNames) {
    const auto found = std::ranges::find(all, std::string_view(name.key), [](const Setting& s) { return s.name.key; });
    if (found != all.end()) first.push_back(*found);
  }
  return first;
}

Result<std::vector<Setting>> apply_settings(std::span<const Setting> settings, CLI::App& command) {
  std::vector<Setting> taken;
  for (auto* option : open_options(command)) {
    const auto setting =
        std::ranges::find_if(settings, [&](const Setting& candidate) { return option->check_name(candidate.name.flag); });
    if (setting == settings.end()) continue;
    try {
      option->add_result(setting->value);
      option->run_callback();
    } catch (const CLI::Error& failure) {
      return Error{ErrorKind::configuration, setting->place, failure.what(), ""};
    }
    taken.push_back(*setting);
  }
  return taken;
}

Error at_its_setting(Error error, std::span<const Setting> taken) {
  const auto setting = std::ranges::find(taken, error.where, [](const Setting& s) { return s.name.flag; });
  if (setting != taken.end()) error.where = setting->place;
  return error;
}

Result<int> run_with_settings(CLI::App& command, const Run& run) {
  // A mistake in a file of settings must not keep `help` from being read.
  if (open_options(command).empty()) return run();
  const auto settings = load_settings();
  if (!settings) return settings.error();
  const auto taken = apply_settings(*settings, command);
  if (!taken) return taken.error();
  auto outcome = run();
  if (!outcome) return at_its_setting(outcome.error(), *taken);
  return outcome;
}

}  // namespace invmon::tools
