#pragma once

#include <string>
#include <vector>

namespace invmon::detect {

/// What lines of a built-in profile look like, as its section `detect` says.
struct Signature {
  std::string profile;
  std::vector<std::string> needs;  ///< expressions that all hold for such a line
  std::vector<std::string> hints;  ///< and those of which some do
};

/// Of all built-in profiles that have such a section, sorted by name. They are found by their lines and not by reading the YAML
/// of every profile, which would take longer than a report on a small log.
std::vector<Signature> builtin_signatures();

}  // namespace invmon::detect
