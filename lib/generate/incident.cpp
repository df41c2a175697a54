#include "generate/incident.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace invmon::generate {

Trouble trouble_at(std::span<const Incident> incidents, Nanos time) {
  Trouble sum;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const Incident& incident = incidents[i];
    if (!incident.covers(time)) continue;
    if (incident.scenario == Scenario::outage && !sum.outage) sum.outage = i;
    if (incident.scenario == Scenario::slowdown) sum.slowness *= 3;
    if (incident.scenario == Scenario::retry_storm) {
      sum.storm = static_cast<double>(time - incident.at) / static_cast<double>(incident.length);
    }
  }
  return sum;
}

std::span<const std::string> scenario_names() {
  static const std::array<std::string, 4> names{"quiet", "outage", "slowdown", "retry-storm"};
  return names;
}

Result<Scenario> parse_scenario(std::string_view name) {
  const auto names = scenario_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<Scenario>(found - names.begin());
  return Error{ErrorKind::usage, "", fmt::format("unknown scenario '{}'", escape_terminal(name)),
               did_you_mean(name, names, fmt::format("one of {}", fmt::join(names, ", ")))};
}

}  // namespace invmon::generate
