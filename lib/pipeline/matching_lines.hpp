#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "pipeline/options.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// What is asked of a record beyond the range and the expression of Options.
struct LineFilter {
  bool failures = false;                ///< only transactions that failed
  std::optional<double> least_seconds;  ///< only transactions with a duration of at least so much
};

/// Takes whole lines, each ended by LF; false if it wants no more.
using LineWriter = std::function<bool(std::string_view lines)>;

/// Passes on the lines of all records that the options and the filter let through, byte by byte as they stand in the input:
/// source by source in the order of their paths, in each in the order of its lines. Gives the account of all lines that were
/// read, in which a line that `filter` keeps back is `filtered`. Does not depend on threads and blocks. Errors: as of `run`.
Result<report::Input> write_matching_lines(const Options& options, const LineFilter& filter, const LineWriter& write);

}  // namespace invmon::pipeline
