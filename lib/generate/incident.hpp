#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace invmon::generate {

enum class Scenario {
  quiet,        ///< nothing out of the ordinary
  outage,       ///< a part of the system (one or two warehouses, a dependency) fails nearly everything
  slowdown,     ///< durations three times as long, and so more timeouts
  retry_storm,  ///< retries and backlogs that grow with the incident: the processor busy, and more and more errors
};

/// What happens during [at, at + length).
struct Incident {
  Scenario scenario = Scenario::quiet;
  Nanos at = 0;
  Nanos length = 0;

  bool covers(Nanos time) const { return time >= at && time - at < length; }
};

/// What the incidents of a log come to at one time.
struct Trouble {
  std::optional<std::size_t> outage;  ///< index of the first outage
  double slowness = 1;                ///< factor of durations
  std::optional<double> storm;        ///< the share of the latest retry storm that has passed

  /// That share; 0 without a storm.
  double storm_share() const { return storm.value_or(0); }
};

Trouble trouble_at(std::span<const Incident> incidents, Nanos time);

/// The names of all scenarios in the enum's order: "quiet", "outage", "slowdown", "retry-storm".
std::span<const std::string> scenario_names();

/// A usage error with the nearest name for any other text.
Result<Scenario> parse_scenario(std::string_view name);

}  // namespace invmon::generate
