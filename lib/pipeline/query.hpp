#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/options.hpp"
#include "report/query.hpp"

namespace invmon::pipeline {

/// What is asked of a log.
struct QuerySpec {
  std::string select = "transactions,error_rate,p50,p95,p99";  ///< as policy::parse_measures takes it
  std::vector<std::string> by;     ///< dimensions of the profile, or paths of fields; at most record::kMaxDimensions
  bool windowed = false;           ///< a row a window and group, else one a group; the windows are those of the options
  std::string sort;                ///< a column, a minus before it for the largest first; empty for the rows' own order
  std::optional<std::size_t> top;  ///< rows to keep, at least 1; without `sort` those largest in the first column
};

/// Reads the input, and makes rows of the numbers asked for: one for each combination of keys that a record has, in each window
/// where it has one; without `by` one for each window of the range, or a single one. Their own order is that of windows, then
/// keys. What has no value comes last in any order. `options.by` and `options.feeds` are not used. Errors: usage
/// ("--select:COLUMN", "--by",
/// "--sort", with the near spelling), and those of `run`.
Result<report::Query> query(Options options, const QuerySpec& spec);

}  // namespace invmon::pipeline
