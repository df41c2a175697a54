#include "policy/silence.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/weekday.hpp"

namespace invmon::policy {
namespace {

/// When the clock is changed between two moments, of which the first has another offset than the second.
Nanos clock_change(const TimeZone& zone, Nanos before, Nanos after) {
  while (after - before > kSecond) {
    const Nanos middle = before + (after - before) / 2;
    (zone.offset_at(middle) == zone.offset_at(after) ? after : before) = middle;
  }
  return floor_div(after, kSecond) * kSecond;
}

/// The moment at which the clock of a zone shows a time of day.
Nanos moment_of(const TimeZone& zone, std::int64_t day, Nanos time_of_day) {
  const Nanos midnight = zone.start_of_day(day);
  const Nanos next_midnight = zone.start_of_day(day + 1);
  const Nanos offset = zone.offset_at(midnight);
  const Nanos later_offset = zone.offset_at(next_midnight);
  const Nanos moment = std::max(midnight, day * kDay + time_of_day - offset);
  if (offset == later_offset) return moment;
  const Nanos change = clock_change(zone, midnight, next_midnight);
  return moment < change ? moment : std::max(change, day * kDay + time_of_day - later_offset);
}

Range clipped(Range range, Nanos from, Nanos to) { return {std::max(range.from, from), std::min(range.to, to)}; }

Spans weekly_spans(const Silence::Weekly& weekly, Range range) {
  std::vector<Range> spans;
  const std::int64_t last = weekly.zone.day_of(range.to);
  for (std::int64_t day = weekly.zone.day_of(range.from) - 1; day <= last; ++day) {
    if (std::find(weekly.days.begin(), weekly.days.end(), weekday_of(day)) == weekly.days.end()) continue;
    const std::int64_t end_day = weekly.end <= weekly.begin ? day + 1 : day;
    const Range window = {moment_of(weekly.zone, day, weekly.begin), moment_of(weekly.zone, end_day, weekly.end)};
    spans.push_back(clipped(window, range.from, range.to));
  }
  return merged(std::move(spans));
}

}  // namespace

Spans spans_of(const Silence& silence, Range range) {
  range = clipped(range, silence.from.value_or(range.from), silence.to.value_or(range.to));
  if (range.from >= range.to) return {};
  if (!silence.weekly) return {range};
  // Days that are not wholly within Nanos have no place on the clock.
  constexpr Nanos kReach = std::numeric_limits<Nanos>::max() - 4 * kDay;
  return weekly_spans(*silence.weekly, clipped(range, -kReach, kReach));
}

}  // namespace invmon::policy
