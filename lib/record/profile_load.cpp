#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/file.hpp"
#include "base/text.hpp"
#include "record/builtin_profiles.hpp"
#include "record/profile.hpp"

namespace invmon::record {
namespace {

Error unreadable(const std::string& name, const std::string& from, int reason) {
  if (reason != ENOENT) {
    return {ErrorKind::configuration, name, fmt::format("can't be read: {}", std::generic_category().message(reason)), ""};
  }
  const auto names = builtin_profile_names();
  return {ErrorKind::configuration, from.empty() ? "--profile" : from + ": extends",
          fmt::format("no built-in profile and no file is called '{}'", name),
          did_you_mean(name, names, fmt::format("built in: {}", fmt::join(names, ", ")))};
}

}  // namespace

std::string_view name(Profile::Origin origin) {
  switch (origin) {
    case Profile::Origin::builtin:
      return "builtin";
    case Profile::Origin::detected:
      return "detected";
    case Profile::Origin::file:
      break;
  }
  return "file";
}

Result<ProfileText> find_profile(const std::string& name_or_path, const std::string& from) {
  if (const auto text = builtin_profile_text(name_or_path); !text.empty()) return ProfileText{name_or_path, std::string(text)};
  const std::string path = std::filesystem::path(from).replace_filename(name_or_path);
  std::string text;
  if (const int reason = read_file(path, text); reason != 0) return unreadable(name_or_path, from, reason);
  return ProfileText{path, std::move(text)};
}

Result<Profile> load_profile(const std::string& name_or_path) {
  const auto text = find_profile(name_or_path, "");
  if (!text) return text.error();
  auto profile = parse_profile(text->yaml, text->name);
  if (profile && !builtin_profile_text(name_or_path).empty()) profile->origin = Profile::Origin::builtin;
  return profile;
}

std::vector<std::string> builtin_profile_names() {
  std::vector<std::string> names;
  for (const auto& profile : builtin_profiles()) names.emplace_back(profile.name);
  return names;
}

std::string_view builtin_profile_text(std::string_view name) {
  for (const auto& profile : builtin_profiles()) {
    if (profile.name == name) return profile.yaml;
  }
  return {};
}

}  // namespace invmon::record
