#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "policy/condition.hpp"
#include "record/profile.hpp"

namespace invmon::policy {

using Labels = std::map<std::string, std::string>;

/// What a check with too few events comes to.
enum class NoData {
  ok,      ///< as if the condition were false
  breach,  ///< as if it were true
  hold,    ///< the state stays as it is
};

/// How long a condition has to hold, or to have ceased: a span of time, or a number of checks in a row if `checks` is not 0.
struct Hold {
  Nanos span = 0;
  std::uint64_t checks = 0;
};

/// The same measure at earlier times: over the windows [t - offset - window, t - offset) taken together.
struct Baseline {
  Nanos window = 0;
  std::vector<Nanos> offsets;    ///< at least one
  std::uint64_t min_events = 1;  ///< transactions below which there is no baseline
  double floor = 0;              ///< the least absolute difference that counts, in the measure's unit
};

/// An alert rule, as docs/rules.md describes it.
struct Rule {
  std::string alert;  ///< its name; several rules may share one if their labels differ
  Condition when;
  Nanos window = 5 * kMinute;   ///< sliding: a check at t looks at [t - window, t)
  Nanos every = kMinute;        ///< checks are at its multiples since the epoch; a whole number of seconds
  Hold hold;                    ///< `for`
  Hold keep_firing;             ///< `keep_firing_for`
  std::vector<std::string> by;  ///< dimensions; one alert instance for each of their combinations
  std::optional<record::SourcedText> where;
  std::uint64_t min_events = 1;  ///< transactions in the window below which there is no data
  NoData no_data = NoData::ok;
  std::optional<Baseline> baseline;
  Labels labels;
  Labels annotations;  ///< with {{ value }} and {{ labels.NAME }}
  std::string slo;     ///< the SLO whose burn rate it watches; empty for a rule of the profile
  std::string place;   ///< "profile.yaml:12:3"
};

}  // namespace invmon::policy
