#include "chart/shared.hpp"

#include <fmt/core.h>

#include <cmath>

#include "base/units.hpp"

namespace invmon::chart {

std::string window_length(const report::Report& report, std::size_t windows) {
  return format_span(static_cast<Nanos>(std::llround(report.window_seconds * static_cast<double>(windows) * kSecond)));
}

std::string moment(Nanos time) {
  auto text = format_time(time).substr(0, std::string_view("2025-02-03T15:35").size());
  text[text.find('T')] = ' ';
  return text + " UTC";
}

std::string reference_label(std::string_view prefix, const std::set<Limit::Kind>& kinds, std::string_view value) {
  const std::string_view name = kinds.size() > 1 ? "limit and SLO" : kinds.contains(Limit::Kind::slo) ? "SLO" : "limit";
  return fmt::format("{}{}{} {}", prefix, prefix.empty() ? "" : " ", name, value);
}

}  // namespace invmon::chart
