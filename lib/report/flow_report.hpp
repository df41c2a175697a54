#pragma once

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "report/display.hpp"

namespace invmon::report {

/// What a report shows of flows, sequences and components, which are watched beside KPIs and SLOs.

/// The keys `flows`, `sequences`, `status` and `components` of `invmon.report/v1`, for a document that is already begun.
void write_watched(JsonWriter& json, const Report& report);

/// The state of components; flows, their steps, and the ids that wait longest; sequences and their gaps. Tables may be empty.
std::vector<Table> watched_tables(const Report& report);

/// What of them was not followed, or could not be read; one sentence each.
std::vector<std::string> watched_notes(const Report& report);

}  // namespace invmon::report
