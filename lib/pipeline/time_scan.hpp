#pragma once

#include <optional>
#include <vector>

#include "input/source.hpp"
#include "pipeline/options.hpp"

namespace invmon::pipeline {

/// The times of the earliest and the latest line.
struct TimeExtent {
  Nanos first = 0;
  Nanos last = 0;
};

/// The time of the first line of a source that has one, if it stands near the source's beginning.
Result<std::optional<Nanos>> first_time(const input::Source& source, const Options& options);

/// Reads all sources through for the times of their lines. nullopt if no line has a time.
Result<std::optional<TimeExtent>> time_extent(const std::vector<input::Source>& sources, const Options& options);

}  // namespace invmon::pipeline
