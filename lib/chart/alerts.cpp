#include <fmt/core.h>

#include <algorithm>

#include "base/units.hpp"
#include "chart/label.hpp"
#include "chart/lane_figure.hpp"
#include "chart/shared.hpp"
#include "report/labels.hpp"

namespace invmon::chart {
namespace {

constexpr std::size_t kMostRules = 40;

struct Colors {
  Color pending, firing, silenced;
};

Colors colors_of(const Theme& theme) {
  return {theme.series[kOrange].line, theme.series[kVermillion].line, theme.series[kGrey].line};
}

/// Pending up to the start, then firing, or silenced, to the end.
void add_bars(Lane& lane, const policy::Alert& alert, const Colors& colors, Nanos end) {
  const Nanos until = alert.ends_at.value_or(end);
  lane.bars.push_back({alert.pending_since, alert.starts_at.value_or(until), colors.pending, true});
  if (alert.starts_at) lane.bars.push_back({*alert.starts_at, until, alert.silenced ? colors.silenced : colors.firing, false});
}

Lane lane_of(const Subject& subject, std::size_t rule, const Colors& colors) {
  Lane lane{show_label(report::distinct_name(subject.rules, rule)), {}, "never"};
  std::size_t fired = 0;
  for (const auto& alert : subject.alerts) {
    if (alert.rule != rule) continue;
    add_bars(lane, alert, colors, *subject.report.to);
    fired += alert.starts_at.has_value();
  }
  // What fires is never hidden by what is pending for another group.
  std::stable_partition(lane.bars.begin(), lane.bars.end(), [](const LaneBar& bar) { return bar.low; });
  if (fired > 0) lane.text = fmt::format("fired {}", fired == 1 ? "once" : fmt::format("{} times", fired));
  return lane;
}

}  // namespace

DrawList draw_alerts(const Subject& subject, const Style& style) {
  LaneFigure figure{"alerts", {"Alerts", "When each rule was pending and fired", {}}, "No rules in this profile", {}, {}, 0};
  if (subject.report.windows.empty()) {
    figure.nothing = kNoTransactions;
    return draw(figure, style);
  }
  const auto colors = colors_of(style.theme);
  using Mark = LegendEntry::Mark;
  figure.header.legend = {{"pending (low)", colors.pending, Mark::line},
                          {"firing", colors.firing, Mark::fill},
                          {"silenced", colors.silenced, Mark::fill}};
  figure.domain = domain_of(subject.report);
  for (std::size_t rule = 0; rule < std::min(subject.rules.size(), kMostRules); ++rule) {
    figure.lanes.push_back(lane_of(subject, rule, colors));
  }
  figure.left_out = subject.rules.size() - figure.lanes.size();
  return draw(figure, style);
}

}  // namespace invmon::chart
