#pragma once

#include "policy/policy.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::policy {

/// Reads `sli` of an SLO's node, and sets the slice of one that brings its own. Fails through `yaml` if the indicator needs `per`
/// and there is none, or the other way round.
void read_sli(record::YamlReader& yaml, const YAML::Node& node, const record::Profile& profile, Slo& slo);

/// `min_events` where it is not given: 1, and 0 of indicators that tell by themselves if a slice has data.
std::uint64_t default_min_events(const Sli& sli);

}  // namespace invmon::policy
