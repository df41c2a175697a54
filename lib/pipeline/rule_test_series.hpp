#pragma once

#include <string>

#include "base/time.hpp"
#include "record/profile.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::pipeline {

/// Where the records of a series go: one at `start` and at each `interval` after it, as long as that is before `end`.
struct SeriesFrame {
  const record::Profile& profile;
  Nanos start = 0, end = 0;
  Nanos interval = kMinute;
};

/// Writes the log lines of an entry of `input_series`, which docs/rules.md describes. Fails through `yaml`: values that are none,
/// a name without a record (with the near spelling), a duration that the profile has no field for, more than a million records.
std::string read_series(record::YamlReader& yaml, const YAML::Node& node, const SeriesFrame& frame);

/// A line that holds a time and nothing else.
std::string line_at(const record::Profile& profile, Nanos time);

}  // namespace invmon::pipeline
