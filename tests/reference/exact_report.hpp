#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "report/report.hpp"

/// A slow, exact counterpart of the whole way from files to a report, for the profile inventory-bot. Written from the report's
/// definition; it keeps every record, sorts to find quantiles, and adds up with integers of any length.
namespace invmon::reference {

struct ReportOptions {
  std::vector<std::string> paths;       ///< plain files, sorted
  std::optional<Nanos> from, to;        ///< points in time
  std::optional<Nanos> last;            ///< in place of `from`: so much of the log's end
  std::string where_field, where_text;  ///< only records with this text in this field; empty for all
  std::vector<std::string> by;          ///< warehouse, event
  std::optional<Nanos> window;          ///< absent: the narrowest of the automatic widths with at most 240 windows
  std::vector<Nanos> edges;             ///< in place of epoch-aligned windows: these edges, ascending, around the whole range
  std::size_t max_groups = 10'000;
  std::size_t max_line = 16 * 1024 * 1024;
};

/// Reads times as RFC 3339 with Z or a numeric offset, or as numbers since the epoch; durations as numbers or as texts that are a
/// number, perhaps with `s` or `ms`. Other texts are bad values, so a log for comparison should not hold more exotic ones.
/// Requires a record; a bad line's detail is left empty.
report::Report exact_report(const ReportOptions& options);

}  // namespace invmon::reference
