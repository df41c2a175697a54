#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "record/profile.hpp"

namespace invmon::exposition {

/// What a profile's section `export` says about the names of metrics.
struct Names {
  std::string prefix;                        ///< of all metrics: "inv"; by default the profile's name
  std::map<std::string, std::string> words;  ///< another word for transactions, items, retries, errors, duration or a gauge
};

/// Reads the section from a profile and those it extends, key by key. Errors are those of parse_profile.
Result<Names> parse_names(const record::Profile& profile);

/// A text as part of a metric's or a label's name, in snake case: "heapUsed" and "heap.used" become "heap_used". Neither empty,
/// nor begun by a digit or by two underscores.
std::string snake_case(std::string_view text);

}  // namespace invmon::exposition
