#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chart/kinds.hpp"

namespace invmon::chart {

inline constexpr std::string_view kNoTransactions = "No transactions in this range";

/// The nominal length of so many of the report's windows: "1h".
std::string window_length(const report::Report& report, std::size_t windows = 1);

/// A moment to the minute: "2025-02-03 15:35 UTC".
std::string moment(Nanos time);

/// A number of each window.
template <class Read>
std::vector<kpi::Maybe> over_windows(const report::Report& report, Read read) {
  std::vector<kpi::Maybe> values;
  values.reserve(report.windows.size());
  for (const auto& window : report.windows) values.push_back(read(window.kpi));
  return values;
}

/// "p95 limit and SLO 300 ms".
std::string reference_label(std::string_view prefix, const std::set<Limit::Kind>& kinds, std::string_view value);

/// The limits for which `is_meant` holds as lines, one a value: "limit 2 %", "p95 limit and SLO 300 ms". A line of an SLO alone
/// has the hue `of_slo`.
template <class IsMeant>
std::vector<ReferenceLine> reference_lines(std::span<const Limit> limits, IsMeant is_meant, std::string_view prefix, Unit unit,
                                           Hue of_rule, Hue of_slo) {
  std::map<double, std::set<Limit::Kind>> kinds;
  for (const Limit& limit : limits) {
    if (is_meant(limit)) kinds[limit.value].insert(limit.kind);
  }
  std::vector<ReferenceLine> lines;
  for (const auto& [value, of_value] : kinds) {
    lines.push_back({value, reference_label(prefix, of_value, show_value(value, unit)),
                     of_value.contains(Limit::Kind::rule) ? of_rule : of_slo});
  }
  return lines;
}

}  // namespace invmon::chart
