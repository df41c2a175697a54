#include "generate/incident.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace invmon::generate {

std::span<const std::string> scenario_names() {
  static const std::array<std::string, 4> names{"quiet", "outage", "slowdown", "retry-storm"};
  return names;
}

Result<Scenario> parse_scenario(std::string_view name) {
  const auto names = scenario_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<Scenario>(found - names.begin());
  const auto nearest = nearest_spelling(name, names);
  const std::string hint =
      nearest ? fmt::format("did you mean '{}'?", *nearest) : fmt::format("one of {}", fmt::join(names, ", "));
  return Error{ErrorKind::usage, "", fmt::format("unknown scenario '{}'", escape_terminal(name)), hint};
}

}  // namespace invmon::generate
