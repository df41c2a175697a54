#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "base/time_around.hpp"
#include "pipeline/options.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// What is asked of a record beyond the range and the expression of Options; all of it must hold. The slowest and the streaks are
/// those of all transactions that the options let through.
struct LineFilter {
  bool failures = false;                     ///< only transactions that failed
  std::optional<double> least_seconds = {};  ///< only transactions with a duration of at least so much
  std::optional<double> slowest = {};        ///< only so many of the slowest transactions, and those as slow: a share, 0 < x <= 1
  std::size_t streaks = 0;                   ///< only transactions of so many of the longest runs of failures; 0 for any
  std::optional<TimeAround> around = {};     ///< only records near this time
};

/// Takes whole lines, each ended by LF; false if it wants no more.
using LineWriter = std::function<bool(std::string_view lines)>;

/// Passes on the lines of all records that the options and the filter let through, byte by byte as they stand in the input:
/// source by source in the order of their paths, in each in the order of its lines. Gives the account of all lines that were
/// read, in which a line that `filter` keeps back is `filtered`. Reads the input twice for `slowest` and `streaks`. Does not
/// depend on threads and blocks. Errors: as of `run`.
Result<report::Input> write_matching_lines(const Options& options, const LineFilter& filter, const LineWriter& write);

}  // namespace invmon::pipeline
