#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace invmon::generate {

enum class Scenario {
  quiet,        ///< nothing out of the ordinary
  outage,       ///< one or two warehouses fail nearly everything; the bot restarts when it is over
  slowdown,     ///< durations three times as long, and so more timeouts
  retry_storm,  ///< two to five retries for nearly every batch, the processor busy, and more and more errors
};

/// What happens during [at, at + length).
struct Incident {
  Scenario scenario = Scenario::quiet;
  Nanos at = 0;
  Nanos length = 0;

  bool covers(Nanos time) const { return time >= at && time - at < length; }
};

/// The names of all scenarios in the enum's order: "quiet", "outage", "slowdown", "retry-storm".
std::span<const std::string> scenario_names();

/// A usage error with the nearest name for any other text.
Result<Scenario> parse_scenario(std::string_view name);

}  // namespace invmon::generate
