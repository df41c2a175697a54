#pragma once

#include <span>
#include <string>

#include "base/error.hpp"
#include "pipeline/coordinator.hpp"
#include "record/profile.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// What became of the lines of all sources, as a report tells it; `late` is left 0. `results` are those of `sources`, in their
/// order.
report::Input account_for(std::span<const input::Source> sources, std::span<const SourceResult> results);

/// An error if no line held a record. An input whose records were all left out on purpose is fine.
Result<void> check_usable(const report::Input& input, const record::Profile& profile);

}  // namespace invmon::pipeline
