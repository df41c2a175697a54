#pragma once

#include <span>
#include <string_view>

#include "kpi/snapshot.hpp"
#include "window/pane_counts.hpp"

namespace invmon::kpi {

enum class Unit { count, ratio, per_minute, seconds, per_1k };

/// What of a pane a KPI is read from.
enum class Source { counts, moments, quantiles, streaks };

/// One KPI: what it is called everywhere (reports, CSV columns, rules), what it means, and how it is read from a snapshot.
struct Entry {
  std::string_view name;   ///< "error_rate", "p95"
  std::string_view label;  ///< for a person: "Error rate"
  Unit unit;
  std::string_view help;  ///< one sentence: what is counted and divided by what
  Maybe (*read)(const Snapshot&);
  Source source;
  Maybe (*of_counts)(const window::PaneCounts& counts,
                     double seconds) = nullptr;  ///< Source::counts: the same without a snapshot
};

/// Every KPI that is a single number, in the report's order. Gauges are not among them: their names come from the profile.
std::span<const Entry> catalog();

/// The entry of that name, or nullptr.
const Entry* find(std::string_view name);

}  // namespace invmon::kpi
