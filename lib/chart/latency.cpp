#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "chart/shared.hpp"

namespace invmon::chart {
namespace {

struct Quantile {
  std::string_view name;
  std::size_t hue;
  kpi::Maybe kpi::Duration::*value;
};

constexpr std::array<Quantile, 3> kQuantiles = {
    {{"p99", kVermillion, &kpi::Duration::p99}, {"p95", kBlue, &kpi::Duration::p95}, {"p50", kGreen, &kpi::Duration::p50}}};

}  // namespace

DrawList draw_latency(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  Panel panel{"", Unit::seconds, style.logarithmic, {}, {}};
  for (const Quantile& quantile : kQuantiles) {
    panel.series.push_back({std::string(quantile.name), quantile.hue,
                            over_windows(report, [&](const auto& kpi) { return kpi.duration.*quantile.value; })});
    const auto is_meant = [&](const Limit& limit) { return limit.measure == quantile.name; };
    const Hue& hue = style.theme.series[quantile.hue];
    std::ranges::copy(reference_lines(subject.limits, is_meant, quantile.name, Unit::seconds, hue, hue),
                      std::back_inserter(panel.references));
  }
  const auto subtitle =
      fmt::format("Transaction duration per {}{}", window_length(report), style.logarithmic ? ", logarithmic axis" : "");
  return draw({"latency",
               "Latency percentiles",
               subtitle,
               "No transaction with a duration in this range",
               {panel},
               subject.spans,
               scale_of(report)},
              style);
}

}  // namespace invmon::chart
