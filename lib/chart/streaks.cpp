#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/units.hpp"
#include "chart/label.hpp"
#include "chart/lane_figure.hpp"
#include "chart/shared.hpp"

namespace invmon::chart {
namespace {

constexpr std::size_t kMostLanes = 24;

/// Runs of one group, or of everything.
struct RunLane {
  std::optional<std::size_t> dimension;
  std::string key;
  std::vector<const stats::Run*> runs;
  std::uint64_t longest = 0;
};

/// The lane of everything first, then those with the longest run.
std::vector<RunLane> lanes_of(const report::Report& report) {
  std::map<std::pair<std::optional<std::size_t>, std::string>, RunLane> by_group;
  for (const auto& streak : report.streaks) {
    RunLane& lane = by_group[{streak.dimension, streak.key}];
    lane.dimension = streak.dimension;
    lane.key = streak.key;
    lane.runs.push_back(&streak.run);
    lane.longest = std::max(lane.longest, streak.run.length);
  }
  std::vector<RunLane> lanes;
  for (auto& [group, lane] : by_group) lanes.push_back(std::move(lane));
  std::ranges::stable_sort(lanes, [](const RunLane& a, const RunLane& b) {
    return std::pair(!a.dimension, a.longest) > std::pair(!b.dimension, b.longest);
  });
  return lanes;
}

Lane show(const RunLane& runs, const report::Report& report, Color color) {
  Lane lane{"all", {}, fmt::format("longest {}", format_count(runs.longest))};
  if (runs.dimension) lane.label = show_label(report.dimensions[*runs.dimension].name) + " " + show_label(runs.key);
  for (const auto* run : runs.runs) lane.bars.push_back({run->first, run->last, color, false});
  return lane;
}

}  // namespace

DrawList draw_streaks(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  const auto least = report.kpi.streak ? report.kpi.streak->threshold : 0;
  const auto subtitle = fmt::format("Runs of {} or more failures in a row", format_count(least));
  LaneFigure figure{"streaks", {"Failure streaks", subtitle, {}}, "No such run in this range", {}, {}, 0};
  if (report.windows.empty()) return draw(figure, style);
  figure.domain = domain_of(report);
  const auto lanes = lanes_of(report);
  for (const auto& lane : std::span(lanes).first(std::min(lanes.size(), kMostLanes))) {
    figure.lanes.push_back(show(lane, report, style.theme.series[kVermillion].line));
  }
  figure.left_out = lanes.size() - figure.lanes.size();
  return draw(figure, style);
}

}  // namespace invmon::chart
