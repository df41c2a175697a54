#include "pipeline/plan.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "pipeline/time_scan.hpp"

namespace invmon::pipeline {
namespace {

constexpr auto kEarliest = std::numeric_limits<Nanos>::min();
constexpr auto kLatest = std::numeric_limits<Nanos>::max();

/// Whether the input must be read before it can be known what to keep of it.
bool needs_extent(const Options& options) {
  const bool relative = (options.from && options.from->relative) || (options.to && options.to->relative);
  return relative || (!options.window && !options.zone.is_utc());
}

std::optional<Nanos> resolve(const std::optional<TimeBound>& bound, const TimeExtent& extent) {
  if (!bound) return std::nullopt;
  if (!bound->relative) return bound->value;
  if (!extent.last) return std::nullopt;
  // The log's end is just after its last line, so that "-5m" includes that line and "-0s" is a useful end.
  const Nanos end = just_after(*extent.last);
  return end < kEarliest - bound->value ? kEarliest : end + bound->value;
}

window::Windowing windowing(const Options& options, const Plan& plan, const TimeExtent& extent) {
  if (options.window) return window::Windowing::fixed(*options.window, options.zone);
  if (options.zone.is_utc() || !extent.first) return window::Windowing::automatic();
  const Nanos from = plan.from.value_or(*extent.first);
  const Nanos to = plan.to.value_or(just_after(*extent.last));
  return window::Windowing::fixed(window::automatic_width(std::min(from, to - 1), to), options.zone);
}

Result<std::vector<Nanos>> first_times(const std::vector<input::Source>& sources, const Options& options) {
  std::vector<Nanos> times(sources.size(), kEarliest);
  for (std::size_t i = 0; sources.size() > 1 && i < sources.size(); ++i) {
    if (!sources[i].repeatable) continue;
    auto time = first_time(sources[i], options);
    if (!time) return time.error();
    times[i] = time->value_or(kEarliest);
  }
  return times;
}

}  // namespace

Nanos just_after(Nanos last) { return last > kLatest - kMillisecond ? kLatest : last + kMillisecond; }

Result<Plan> make_plan(const Options& options) {
  if (options.by.size() > record::kMaxDimensions) {
    return Error{ErrorKind::usage, "--by", std::to_string(options.by.size()) + " dimensions",
                 "at most " + std::to_string(record::kMaxDimensions)};
  }
  auto sources = input::resolve_sources(options.inputs);
  if (!sources) return sources.error();
  Plan plan;
  plan.sources = std::move(*sources);
  for (auto& source : plan.sources) {
    if (source.path == "-") source.ahead = options.ahead;
  }

  TimeExtent extent;
  if (needs_extent(options)) {
    if (auto made = input::make_repeatable(plan.sources); !made) return made.error();
    auto found = time_extent(plan.sources, options);
    if (!found) return found.error();
    extent = *found;
  }
  plan.from = resolve(options.from, extent);
  plan.to = resolve(options.to, extent);
  if (plan.from && plan.to && *plan.from >= *plan.to) {
    return Error{ErrorKind::usage, "--from/--to",
                 "the range from " + format_time(*plan.from) + " to " + format_time(*plan.to) + " is empty",
                 "--from must be before --to"};
  }
  plan.selection.where = options.where;
  plan.selection.by = options.by;
  if (plan.from) plan.selection.from = *plan.from;
  if (plan.to) plan.selection.to = *plan.to;
  plan.shape = {windowing(options, plan, extent), options.group_windows, options.by.size()};

  plan.window_parts = {options.profile.gauges.size(), window::Durations::all, {}};
  plan.window_parts.add_thresholds(options.thresholds);
  for (const auto& feed : options.feeds) {
    if (feed.of_windows) plan.window_parts.add_thresholds(feed.parts.thresholds);
  }

  auto feeds = place_feeds(options.feeds, plan.selection, plan.shape);
  if (!feeds) return feeds.error();
  plan.feeds = std::move(*feeds);
  auto trails = place_trails(options.flows, options.sequences, plan.selection);
  if (!trails) return trails.error();
  plan.trails = std::move(*trails);

  auto times = first_times(plan.sources, options);
  if (!times) return times.error();
  plan.first_times = std::move(*times);
  return plan;
}

}  // namespace invmon::pipeline
