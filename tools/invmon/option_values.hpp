#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstddef>
#include <string>

namespace invmon::tools {

/// What an option's values are called in its help (its type_name), in a form that completions can be made of: kFile, kFolder, a
/// profile, or one of some words as `{text,json}`.
inline constexpr auto kFile = "FILE";
inline constexpr auto kFolder = "FOLDER";
inline constexpr auto kProfile = "PROFILE";  ///< a built-in profile's name or a file

template <class Names>
std::string one_of(const Names& names) {
  return fmt::format("{{{}}}", fmt::join(names, ","));
}

/// Refuses what is no whole number of at least 1.
inline CLI::Validator at_least_one() {
  const auto check = [](const std::string& text) {
    std::size_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    const bool right = error == std::errc() && stop == end && number > 0;
    return right ? std::string() : fmt::format("not a whole number of at least 1: '{}'", text);
  };
  return {check, ""};
}

}  // namespace invmon::tools
