#pragma once

#include "base/error.hpp"
#include "pipeline/detect_profile.hpp"
#include "pipeline/options.hpp"
#include "report/inspection.hpp"

namespace invmon::pipeline {

/// Reads the input with `options.profile`, in one pass, and sums up all fields of its lines. `strict`: each line that is not
/// blank is also validated as a JSON text (RFC 8259), without a prefix. The result depends on the input's content alone, not on
/// threads, blocks or the order of inputs. Errors: an input can't be read.
Result<report::Inspection> inspect(const Options& options, const DetectedProfile& detected, bool strict);

}  // namespace invmon::pipeline
