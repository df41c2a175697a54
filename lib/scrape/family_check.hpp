#pragma once

#include <optional>

#include "scrape/exposition.hpp"
#include "scrape/sample_line.hpp"

namespace invmon::scrape {

/// What is wrong with a whole metric, at the line where that shows: labels that its type asks for, a series that stands there
/// twice; of OpenMetrics also the order of its samples, their values, and incomplete histograms.
std::optional<Fault> check_family(const Family& family, Dialect dialect);

}  // namespace invmon::scrape
