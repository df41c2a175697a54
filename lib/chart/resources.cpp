#include <fmt/core.h>

#include <algorithm>

#include "chart/label.hpp"
#include "chart/shared.hpp"

namespace invmon::chart {
namespace {

// More panels than anybody looks at, and than a picture has room for.
constexpr std::size_t kMostPanels = 12;

Panel panel_of(const Subject& subject, std::size_t gauge, const Style& style) {
  const auto& name = subject.report.kpi.gauges[gauge].name;
  const bool percent = name.ends_with("_percent") || name.ends_with("_pct");
  Panel panel{show_label(name), percent ? Unit::percent : Unit::number, false, {}, {}};
  const auto read = [gauge](const kpi::Snapshot& kpi) {
    return kpi.gauges.size() > gauge ? kpi.gauges[gauge].mean : kpi::Maybe();
  };
  // The hues from there on are too pale for lines.
  panel.series = {{name, gauge % kOrange, over_windows(subject.report, read)}};
  const auto is_meant = [gauge](const Limit& limit) { return limit.gauge == gauge; };
  panel.references = reference_lines(subject.limits, is_meant, "", panel.unit, style.theme.threshold, style.theme.series[kGreen]);
  return panel;
}

}  // namespace

DrawList draw_resources(const Subject& subject, const Style& style) {
  const auto& gauges = subject.report.kpi.gauges;
  const auto count = std::ranges::count_if(gauges, [](const kpi::Gauge& gauge) { return gauge.count > 0; });
  auto subtitle = fmt::format("Means per {}", window_length(subject.report));
  if (count > static_cast<std::ptrdiff_t>(kMostPanels))
    subtitle += fmt::format(" of the first {} of {} gauges", kMostPanels, count);
  TimeFigure figure{
      "resources", "Resources", subtitle, "No gauge has a value in this range", {}, subject.spans, scale_of(subject.report)};
  for (std::size_t gauge = 0; gauge < gauges.size() && figure.panels.size() < kMostPanels; ++gauge) {
    if (gauges[gauge].count > 0) figure.panels.push_back(panel_of(subject, gauge, style));
  }
  return draw(figure, style);
}

}  // namespace invmon::chart
