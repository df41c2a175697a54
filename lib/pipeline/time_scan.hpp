#pragma once

#include <optional>
#include <vector>

#include "input/source.hpp"
#include "pipeline/options.hpp"
#include "pipeline/time_extent.hpp"

namespace invmon::pipeline {

/// The time of the first line of a source that has one, if it stands near the source's beginning.
Result<std::optional<Nanos>> first_time(const input::Source& source, const Options& options);

/// Reads all sources through for the times of their lines.
Result<TimeExtent> time_extent(const std::vector<input::Source>& sources, const Options& options);

}  // namespace invmon::pipeline
