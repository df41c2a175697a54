#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include "policy/calendar_period.hpp"
#include "policy/error_budget.hpp"
#include "policy/measure.hpp"
#include "policy/slo.hpp"
#include "policy/slo_events.hpp"
#include "policy/slo_history.hpp"
#include "policy/slo_slices.hpp"
#include "policy/wilson.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {
namespace {

/// The first multiple of the grain at or after a moment, kept within Nanos.
Nanos round_up(Nanos time, Nanos grain) { return time % grain == 0 ? time : pane_range(floor_div(time, grain), grain).to; }

Range period_of(const Slo& slo, Nanos end) {
  if (slo.calendar == Slo::Calendar::none) return {before(end, slo.period), end};
  return calendar_period(slo.calendar, slo.zone, before(end, 1));
}

/// The windows that burn rates are told of, ascending.
std::vector<Nanos> burn_windows(const Slo& slo, Nanos period) {
  std::vector<Nanos> windows;
  for (const BurnRow& row : slo.alerting) windows.insert(windows.end(), {row.short_window, row.long_window});
  if (windows.empty()) windows = {kHour, 6 * kHour, kDay, 3 * kDay};
  std::ranges::sort(windows);
  windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
  std::erase_if(windows, [&](Nanos window) { return window > period || window < slo.slice.value_or(0); });
  return windows;
}

/// The moments between which an SLO is accounted.
struct SloAccount {
  const Slo& slo;
  Range range;
  std::span<const Range> excluded;
  Nanos grain;
  Range period;
  Nanos begin;  ///< of the period's first pane
  Nanos end;    ///< of the last pane with data
  std::vector<Nanos> windows;
  std::span<const Nanos> history_at;

  SloAccount(const Slo& of, Range data, std::span<const Range> without, std::span<const Nanos> moments)
      : slo(of),
        range(data),
        excluded(without),
        grain(feed_of(of).grain),
        period(period_of(of, data.to)),
        begin(round_up(period.from, grain)),
        end(round_up(data.to, grain)),
        windows(burn_windows(of, before(period.to, period.from))),
        history_at(moments) {}

  Nanos length() const { return before(period.to, period.from); }

  /// Burn rates may look back beyond the period.
  Nanos earliest() const { return std::min(begin, before(end, std::max(kDay, windows.empty() ? 0 : windows.back()))); }

  Range window(Nanos length_of_window) const { return {before(end, length_of_window), std::numeric_limits<Nanos>::max()}; }
};

template <class Pieces>
auto since(const Pieces& pieces, Nanos begin) {
  const auto first = std::ranges::find_if(pieces, [&](const auto& piece) { return piece.from >= begin; });
  return std::span(pieces).subspan(static_cast<std::size_t>(first - pieces.begin()));
}

Labels labels_of(const Slo& slo, const FeedSeries& series) {
  Labels labels = slo.labels;
  for (std::size_t i = 0; i < slo.by.size(); ++i) labels[slo.by[i]] = series.key[i];
  return labels;
}

void set_events(SloResult& result, const Tallied& events) {
  result.good = events.good;
  result.bad = events.bad;
  result.total = events.total();
}

void set_slices(SloResult& result, const Slo& slo, std::span<const Slice> slices) {
  SliceCounts counts{static_cast<double>(*slo.slice) / kSecond};
  Tallied events;
  for (const Slice& slice : slices) {
    counts.good += slice.verdict == Slice::Verdict::good;
    counts.bad += slice.verdict == Slice::Verdict::bad;
    counts.unknown += slice.verdict == Slice::Verdict::unknown;
    events.good += slice.events.good;
    events.bad += slice.events.bad;
  }
  result.slices = counts;
  set_events(result, events);
  result.worst_slices = worst_slices(slo, slices);
}

/// What follows from tallies, whatever they count.
void set_account(SloResult& result, const SloAccount& account, std::span<const Tally> tallies) {
  const double objective = account.slo.objective;
  const auto in_period = since(tallies, account.begin);
  const Tallied sum = add_up(in_period);
  const std::uint64_t least = account.slo.slice ? 1 : std::max<std::uint64_t>(1, account.slo.min_events);
  if (sum.total() > 0) {
    result.actual = static_cast<double>(sum.good) / static_cast<double>(sum.total());
    result.interval = wilson_interval(sum.good, sum.total());
  }
  if (sum.total() >= least) result.met = !exceeds_budget(sum.bad, sum.total(), objective);
  const kpi::Maybe last_day = burn_rate(tallies, account.window(kDay), objective);
  result.budget = budget_of(in_period, objective, account.length(), last_day, account.range.to);
  for (const Nanos window : account.windows) {
    result.burn_rate.push_back({window, burn_rate(tallies, account.window(window), objective), {}});
  }
  if (account.history_at.empty()) return;
  result.budget.history = budget_history(in_period, objective, account.history_at);
  // Before the first tally that was kept nothing is known, unless the log begins there.
  const Nanos known = account.range.from < account.earliest() ? account.earliest() : std::numeric_limits<Nanos>::min();
  auto histories = burn_rate_histories(tallies, objective, account.windows, known, account.history_at);
  for (std::size_t i = 0; i < histories.size(); ++i) result.burn_rate[i].history = std::move(histories[i]);
}

SloResult evaluate_one(const SloAccount& account, const FeedSeries& series) {
  const Slo& slo = account.slo;
  SloResult result;
  result.name = slo.name;
  result.description = slo.description;
  result.labels = labels_of(slo, series);
  result.objective = slo.objective;
  result.sli = describe_sli(slo);
  result.value_unit = unit_of(slo.sli);
  result.period_from = account.period.from;
  result.period_to = account.period.to;
  std::vector<Tally> tallies;
  if (slo.slice) {
    const auto slices = judge_slices(slo, series, account.range, account.earliest(), account.excluded);
    set_slices(result, slo, since(slices, account.begin));
    tallies = slice_tallies(slices);
  } else {
    tallies = event_tallies(slo.sli, series, account.grain, account.earliest());
    set_events(result, add_up(since(tallies, account.begin)));
    result.worst_slices = worst_hours(since(tallies, account.begin));
  }
  set_account(result, account, tallies);
  return result;
}

Nanos event_grain(const Slo& slo) {
  Nanos grain = kMinute;
  if (slo.calendar == Slo::Calendar::none) grain = std::gcd(grain, slo.period);
  for (const BurnRow& row : slo.alerting) grain = std::gcd(std::gcd(grain, row.long_window), row.short_window);
  return grain;
}

/// How far back from the end an account may look; periods of a calendar may be somewhat longer than their nominal length.
Nanos reach_of(const Slo& slo, Nanos grain) {
  Nanos longest = std::max(kDay, slo.calendar == Slo::Calendar::none ? slo.period : slo.period + 2 * kDay);
  for (const BurnRow& row : slo.alerting) longest = std::max({longest, row.long_window, row.short_window});
  return longest + grain;
}

/// Gauges up to the last one that a condition reads.
std::size_t gauges_of(const Condition& condition) {
  std::size_t count = 0;
  for (const Measure& measure : condition.measures()) {
    if (measure.kind == Measure::Kind::gauge) count = std::max(count, measure.gauge + 1);
  }
  return count;
}

}  // namespace

FeedSpec feed_of(const Slo& slo) {
  FeedSpec feed;
  feed.where = slo.where;
  feed.by = slo.by;
  feed.grain = slo.slice.value_or(event_grain(slo));
  if (judges_durations(slo.sli)) feed.parts.thresholds.push_back(slo.sli.within);
  if (slo.sli.kind == Sli::Kind::quantile) feed.parts.durations = window::Durations::quantiles;
  if (slo.sli.when) require(slo.sli.when->measures(), gauges_of(*slo.sli.when), feed);
  feed.reach = reach_of(slo, feed.grain);
  return feed;
}

std::vector<SloResult> evaluate(const Slo& slo, std::span<const FeedSeries> series, Range range, std::span<const Range> excluded,
                                std::span<const Nanos> history_at) {
  const SloAccount account(slo, range, excluded, history_at);
  std::vector<FeedSeries> sorted(series.begin(), series.end());
  std::ranges::sort(sorted, {}, &FeedSeries::key);
  const window::Series<window::Pane> nothing;
  if (slo.by.empty() && sorted.empty()) sorted.push_back({{}, &nothing, nullptr});
  std::vector<SloResult> results;
  for (const FeedSeries& one : sorted) results.push_back(evaluate_one(account, one));
  return results;
}

}  // namespace invmon::policy
