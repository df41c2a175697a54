#pragma once

#include <span>

#include "base/json_writer.hpp"
#include "report/report.hpp"

namespace invmon::html {

/// The member `heatmap`: durations of transactions over time. Windows are taken together, `windows_per_column` at a time, until
/// there are at most 480 columns; `low` and `high` are the bounds of the rows in seconds, ascending; `cells` holds a text a
/// column, "3:12 4:5" for 12 durations in row 3 and 5 in row 4. null if no window has durations.
void write_heatmap(JsonWriter& json, std::span<const report::Window> windows);

}  // namespace invmon::html
