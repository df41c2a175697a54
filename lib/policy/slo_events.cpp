#include "policy/slo_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/units.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/windowing.hpp"

namespace invmon::policy {
namespace {

constexpr std::size_t kMostListed = 5;

std::string at_least(const Sli& sli) { return sli.at_least ? " >= " + format_percent(*sli.at_least) : ""; }

std::string describe_goal(const Slo& slo) {
  const Sli& sli = slo.sli;
  switch (sli.kind) {
    case Sli::Kind::success:
      return "success" + at_least(sli);
    case Sli::Kind::share_within:
      return "within " + format_seconds(sli.within) + at_least(sli);
    case Sli::Kind::quantile:
      return fmt::format("p{:.10g} <= {}", sli.quantile * 100, format_seconds(sli.within));
    case Sli::Kind::freshness:
      return "fresher than " + format_seconds(sli.within);
    case Sli::Kind::uptime:
      return "all checks succeed";
    case Sli::Kind::condition:
      return sli.when->text();
  }
  return "";
}

Range range_of(std::int64_t index, const window::Windowing& windowing) {
  return {windowing.start_of(index), windowing.start_of(index + 1)};
}

}  // namespace

bool judges_durations(const Sli& sli) { return sli.kind == Sli::Kind::share_within || sli.kind == Sli::Kind::quantile; }

Tallied count_events(const Sli& sli, const window::Pane& pane) {
  if (!judges_durations(sli)) return {pane.transactions() - pane.failures(), pane.failures()};
  const std::uint64_t good = pane.within(sli.within);
  return {good, pane.timed() - good};
}

Range pane_range(std::int64_t index, Nanos grain) { return range_of(index, window::Windowing::fixed(grain)); }

std::vector<Tally> event_tallies(const Sli& sli, const FeedSeries& series, Nanos grain, Nanos begin) {
  std::vector<Tally> tallies;
  const auto& panes = series.panes->panes();
  tallies.reserve(panes.size());
  const auto windowing = window::Windowing::fixed(grain);
  for (auto pane = panes.lower_bound(floor_div(begin, grain)); pane != panes.end(); ++pane) {
    const Range range = range_of(pane->first, windowing);
    const Tallied events = count_events(sli, *pane->second);
    if (range.from >= begin && events.total() > 0) tallies.push_back({range.from, range.to, events.good, events.bad});
  }
  return tallies;
}

std::vector<BadSlice> worst_hours(std::span<const Tally> tallies) {
  std::vector<std::pair<std::int64_t, Tallied>> worst;
  for (const Tally& tally : tallies) {
    const auto hour = floor_div(tally.from, kHour);
    if (worst.empty() || worst.back().first != hour) worst.push_back({hour, {}});
    worst.back().second.good += tally.good;
    worst.back().second.bad += tally.bad;
  }
  std::erase_if(worst, [](const auto& hour) { return hour.second.bad == 0; });
  std::ranges::stable_sort(worst, std::ranges::greater{}, [](const auto& hour) { return hour.second.bad; });
  worst.resize(std::min(worst.size(), kMostListed));
  std::vector<BadSlice> slices;
  for (const auto& [hour, events] : worst) {
    const Range range = pane_range(hour, kHour);
    const double share = static_cast<double>(events.good) / static_cast<double>(events.total());
    slices.push_back({range.from, range.to, share, events.total()});
  }
  return slices;
}

std::optional<kpi::Unit> unit_of(const Sli& sli) {
  if (sli.kind == Sli::Kind::condition) return sli.when->unit();
  const bool seconds = sli.kind == Sli::Kind::quantile || sli.kind == Sli::Kind::freshness;
  return seconds ? kpi::Unit::seconds : kpi::Unit::ratio;
}

std::string describe_sli(const Slo& slo) {
  std::string text = describe_goal(slo);
  if (slo.slice) text += " per " + format_span(*slo.slice);
  if (slo.sustained > 1) text += fmt::format(", bad from {} in a row on", slo.sustained);
  return text;
}

}  // namespace invmon::policy
