#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/units.hpp"
#include "chart/label.hpp"
#include "chart/shared.hpp"

namespace invmon::chart {
namespace {

constexpr std::array<std::size_t, 6> kCodeHues = {kVermillion, kBlue, kOrange, kGreen, kPink, kSky};

std::vector<kpi::Maybe> to_values(std::span<const std::uint64_t> counts) {
  std::vector<kpi::Maybe> values;
  for (const auto count : counts) values.emplace_back(static_cast<double>(count));
  return values;
}

std::string legend_of(const report::ErrorCode& error) {
  return fmt::format("{}: {} ({})", error.code ? show_label(*error.code) : "(no code)", format_count(error.count),
                     format_percent(error.share));
}

/// What the codes that have no series of their own leave of all failures.
Series others(const report::Report& report, std::size_t shown) {
  std::vector<std::uint64_t> counts;
  for (const auto& window : report.windows) counts.push_back(window.kpi.failures);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < report.errors.size(); ++i) {
    if (i >= shown) total += report.errors[i].count;
    for (std::size_t w = 0; i < shown && w < counts.size(); ++w) counts[w] -= report.errors[i].by_window[w];
  }
  const auto codes = report.errors.size() - shown;
  const auto name = fmt::format("{} other codes: {}", format_count(codes), format_count(total));
  return {name, kGrey, to_values(counts), false};
}

}  // namespace

DrawList draw_errors(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  Panel panel{"", Unit::number, false, {}, {}, true};
  for (const auto& error : report.errors) {
    if (panel.series.size() == kCodeHues.size() || error.by_window.empty()) break;
    panel.series.push_back({legend_of(error), kCodeHues[panel.series.size()], to_values(error.by_window), false});
  }
  const auto shown = panel.series.size();
  if (shown < report.errors.size() && shown > 0) panel.series.push_back(others(report, shown));
  const auto subtitle = fmt::format("Failures per {} by error code", window_length(report));
  return draw({"errors", "Errors", subtitle, "No failures in this range", {panel}, subject.spans, scale_of(report)}, style);
}

}  // namespace invmon::chart
