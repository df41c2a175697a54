#include "chart/roi_kinds.hpp"

#include <fmt/core.h>

#include <limits>

#include "base/units.hpp"
#include "chart/bar_figure.hpp"
#include "chart/time_figure.hpp"
#include "insight/amount.hpp"
#include "report/roi_display.hpp"

namespace invmon::chart {
namespace {

/// The slices of an ROI; `at_end`: with values where each ends, else in its middle.
TimeScale scale_of(const insight::Roi& roi, bool at_end) {
  TimeScale scale;
  scale.domain = {roi.from, roi.to > roi.from ? roi.to : roi.from + kSecond};
  for (const auto& slice : roi.slices) scale.times.push_back(at_end ? slice.to : slice.from + (slice.to - slice.from) / 2);
  scale.pace = "each window";
  return scale;
}

template <class Read>
std::vector<kpi::Maybe> over_slices(const insight::Roi& roi, Read read) {
  std::vector<kpi::Maybe> values;
  for (const auto& slice : roi.slices) values.push_back(read(slice));
  return values;
}

std::string break_even_text(const insight::BreakEven& even) {
  if (!even.at) return "no break-even";
  return fmt::format("break-even {} {}", even.state == insight::BreakEven::State::reached ? "on" : "forecast for",
                     report::show_date(*even.at));
}

}  // namespace

DrawList draw_cost_per_transaction(const insight::Roi& roi, const Style& style) {
  Panel panel{"", Unit::number, false, {}, {}};
  panel.series.push_back(
      {"cost", kBlue, over_slices(roi, [](const insight::RoiSlice& slice) { return slice.cost_per_transaction; }), true});
  if (const auto mean = roi.figure("cost_per_transaction").value) {
    panel.references.push_back({*mean, "mean " + insight::format_money(*mean), style.theme.series[kBlue]});
  }
  const auto subtitle = fmt::format("Running cost / transactions of each window, {}", roi.model.currency);
  return draw({"cost-per-transaction",
               "Cost per transaction",
               subtitle,
               "No transactions in this range",
               {panel},
               {},
               scale_of(roi, false)},
              style);
}

DrawList draw_cumulative_savings(const insight::Roi& roi, const Style& style) {
  Panel panel{"", Unit::number, false, {}, {}};
  panel.series.push_back({"net benefit", kGreen,
                          over_slices(roi, [](const insight::RoiSlice& slice) { return kpi::Maybe(slice.cumulative); }), true});
  panel.references.push_back({0, "break-even", style.theme.threshold});
  const auto subtitle = fmt::format("Savings since {} less the investment, {}; {}", start_date(roi.model), roi.model.currency,
                                    break_even_text(roi.break_even));
  return draw(
      {"cumulative-savings", "Cumulative savings", subtitle, "No transactions in this range", {panel}, {}, scale_of(roi, true)},
      style);
}

DrawList draw_cost_breakdown(const insight::Roi& roi, const Style& style) {
  BarSection section;
  for (const auto& cause : roi.causes) {
    const double cost = cause.figure.value.value_or(0);
    const auto share = cause.share ? fmt::format("  ({})", format_percent(*cause.share)) : "";
    section.bars.push_back({cause.figure.name, cost, std::nullopt, insight::format_money(cost) + share});
  }
  const auto subtitle = fmt::format("What the running cost went to, {}", roi.model.currency);
  return draw({"cost-breakdown", "Running cost by cause", subtitle, "Nothing was spent", Unit::number, kBlue, {section}}, style);
}

std::span<const RoiKind> roi_kinds() {
  static constexpr RoiKind kKinds[] = {
      {"cost-per-transaction", draw_cost_per_transaction},
      {"cumulative-savings", draw_cumulative_savings},
      {"cost-breakdown", draw_cost_breakdown},
      {"sensitivity", draw_sensitivity},
  };
  return kKinds;
}

}  // namespace invmon::chart
