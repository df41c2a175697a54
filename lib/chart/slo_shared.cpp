#include "chart/slo_shared.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "chart/label.hpp"

namespace invmon::chart {

std::string slo_label(const policy::SloResult& slo) {
  std::vector<std::string> labels;
  for (const auto& [name, value] : slo.labels) labels.push_back(fmt::format("{}={}", name, value));
  if (labels.empty()) return show_label(slo.name);
  return show_label(fmt::format("{} {{{}}}", slo.name, fmt::join(labels, ", ")));
}

TimeScale scale_of_ends(const report::Report& report) {
  TimeScale scale = scale_of(report);
  for (std::size_t i = 0; i < scale.times.size(); ++i) scale.times[i] = report.windows[i].to;
  return scale;
}

Style with_panels(const Style& style, std::size_t panels) {
  constexpr double kPanel = 130, kRest = 150;
  Style higher = style;
  higher.height = std::max(style.height, kRest + kPanel * static_cast<double>(panels));
  return higher;
}

}  // namespace invmon::chart
