#pragma once

#include <string_view>
#include <vector>

namespace invmon::record {

/// A profile that is part of the program.
struct BuiltinProfile {
  std::string_view name;
  std::string_view yaml;
};

/// All of them, sorted by name. Generated at build time from record/presets/.
const std::vector<BuiltinProfile>& builtin_profiles();

}  // namespace invmon::record
