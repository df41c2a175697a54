#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "detect/choice.hpp"
#include "detect/shape_match.hpp"
#include "pipeline/options.hpp"

namespace invmon::pipeline {

/// The profile that an input's first lines are of.
struct DetectedProfile {
  record::Profile profile;
  detect::ShapeMatch match;
  std::vector<std::string> notes;  ///< what is not certain about it
  std::string assumed;             ///< the YAML of a profile that was made up, since no built-in one fits; empty if one does
  std::string ahead;               ///< what was read of standard input; see Options::ahead
};

/// Looks at the first lines of up to eight sources, 64 KiB of each. A built-in profile if one fits, else one made up from what
/// the fields look like. If no field holds times, the built-in one that fits best; one without any use, which the notes say, if
/// none fits any line. Errors: an input can't be read.
Result<DetectedProfile> detect_profile(const Options& options);

}  // namespace invmon::pipeline
