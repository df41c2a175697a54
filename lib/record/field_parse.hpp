#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/profile.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::record {

/// Readers of the parts of a profile's section `fields`. What is wrong is told to `yaml`; the result is then of no use.

std::vector<TimeField> read_times(YamlReader& yaml, const YAML::Node& node);
std::vector<DurationField> read_durations(YamlReader& yaml, const YAML::Node& node);
std::vector<DimensionField> read_dimensions(YamlReader& yaml, const YAML::Node& node);
std::vector<GaugeField> read_gauges(YamlReader& yaml, const YAML::Node& node);

}  // namespace invmon::record
