#include <fmt/core.h>

#include "chart/shared.hpp"

namespace invmon::chart {

DrawList draw_error_rate(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  Panel panel{"", Unit::ratio, false, {}, {}};
  panel.series = {{"error rate", kBlue, over_windows(report, [](const auto& kpi) { return kpi.error_rate; })}};
  const auto is_meant = [](const Limit& limit) { return limit.measure == "error_rate"; };
  panel.references =
      reference_lines(subject.limits, is_meant, "", Unit::ratio, style.theme.threshold, style.theme.series[kGreen]);
  const auto subtitle = fmt::format("Failed transactions per {}, % of all", window_length(report));
  return draw({"error-rate", "Error rate", subtitle, std::string(kNoTransactions), {panel}, subject.spans, scale_of(report)},
              style);
}

}  // namespace invmon::chart
