#include "policy/slo_slices.hpp"

#include <algorithm>
#include <optional>

#include "policy/measure.hpp"
#include "policy/slo_events.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/streak_pane.hpp"

namespace invmon::policy {
namespace {

using SliceVerdict = Slice::Verdict;

/// Judges the timeslices of one group one after the other.
class SliceJudge {
 public:
  SliceJudge(const Slo& slo, const FeedSeries& series, Range range, std::span<const Range> excluded)
      : slo_(slo), series_(series), range_(range), excluded_(excluded), empty_(feed_of(slo).parts), no_streak_(1) {}

  /// What came before the first slice: the time of the last record.
  void start(std::int64_t first) {
    const auto& panes = series_.panes->panes();
    const auto next = panes.lower_bound(first);
    if (next != panes.begin()) last_record_ = std::prev(next)->second->last_record();
  }

  /// The slice of an index, which must be greater than the one before. Absent if it doesn't count.
  std::optional<Slice> judge(std::int64_t index) {
    const auto& panes = series_.panes->panes();
    const auto found = panes.find(index);
    const window::Pane& pane = found == panes.end() ? empty_ : *found->second;
    if (pane.records() > 0) last_record_ = pane.last_record();
    const Range span = pane_range(index, *slo_.slice);
    if (pane.records() == 0 && !covers(span)) return std::nullopt;
    Slice slice{span.from, span.to, SliceVerdict::unknown, {}, count_events(slo_.sli, pane)};
    slice.verdict = verdict_of(pane, pane.transactions() > 0 ? streak(index) : nullptr, slice);
    if (slice.events.total() < slo_.min_events) slice.verdict = SliceVerdict::unknown;
    if (slice.verdict == SliceVerdict::unknown && slo_.no_data != NoData::hold) {
      slice.verdict = slo_.no_data == NoData::ok ? SliceVerdict::good : SliceVerdict::bad;
    }
    return slice;
  }

 private:
  bool covers(Range span) const {
    const auto overlaps = [&](const Range& other) { return other.from < span.to && span.from < other.to; };
    return span.from >= range_.from && span.to <= range_.to && std::ranges::none_of(excluded_, overlaps);
  }

  const stats::Streak* streak(std::int64_t index) const {
    if (series_.streaks == nullptr) return nullptr;
    const auto found = series_.streaks->panes().find(index);
    return found == series_.streaks->panes().end() ? &no_streak_.streak() : &found->second->streak();
  }

  /// Fills in the value too.
  SliceVerdict verdict_of(const window::Pane& pane, const stats::Streak* streak, Slice& slice) const {
    const Sli& sli = slo_.sli;
    switch (sli.kind) {
      case Sli::Kind::success:
      case Sli::Kind::share_within:
      case Sli::Kind::uptime:
        return judge_share(slice, sli.kind == Sli::Kind::uptime ? 1 : sli.at_least.value_or(slo_.objective));
      case Sli::Kind::quantile: {
        // The q-quantile of nearest rank is within a limit exactly if a share of q is, which is counted and not estimated.
        const SliceVerdict verdict = judge_share(slice, sli.quantile);
        slice.value = pane.durations().quantile(sli.quantile);
        return verdict;
      }
      case Sli::Kind::freshness:
        return judge_age(slice);
      case Sli::Kind::condition:
        return judge_condition(pane, streak, slice);
    }
    return SliceVerdict::unknown;
  }

  static SliceVerdict judge_share(Slice& slice, double at_least) {
    const Tallied& events = slice.events;
    if (events.total() == 0) return SliceVerdict::unknown;
    slice.value = static_cast<double>(events.good) / static_cast<double>(events.total());
    return exceeds_budget(events.bad, events.total(), at_least) ? SliceVerdict::bad : SliceVerdict::good;
  }

  /// Seconds from the last record to the slice's end, or to the data's if it comes before. Without a record those since the
  /// data's beginning, which are too few; what an excluded span may have hidden counts as having been there.
  double age(const Slice& slice) const {
    const Nanos end = std::min(slice.to, range_.to);
    Nanos last = last_record_.value_or(range_.from);
    for (const Range& span : excluded_) {
      if (span.from < end) last = std::max(last, std::min(span.to, end));
    }
    return static_cast<double>(end - last) / kSecond;
  }

  SliceVerdict judge_age(Slice& slice) const {
    if (last_record_) slice.value = age(slice);
    if (age(slice) > slo_.sli.within) return SliceVerdict::bad;
    return last_record_ ? SliceVerdict::good : SliceVerdict::unknown;
  }

  SliceVerdict judge_condition(const window::Pane& pane, const stats::Streak* streak, Slice& slice) const {
    const WindowData data{pane, &pane, streak, static_cast<double>(*slo_.slice) / kSecond, age(slice)};
    const auto values = [&](std::size_t measure) { return read(slo_.sli.when->measures()[measure], data); };
    slice.value = slo_.sli.when->value(values);
    switch (slo_.sli.when->judge(values, {}, 0)) {
      case Verdict::breach:
        return SliceVerdict::good;
      case Verdict::ok:
        return SliceVerdict::bad;
      case Verdict::no_data:
        break;
    }
    return SliceVerdict::unknown;
  }

  const Slo& slo_;
  const FeedSeries& series_;
  Range range_;
  std::span<const Range> excluded_;
  window::Pane empty_;
  window::StreakPane no_streak_;  ///< of slices without a failure
  std::optional<Nanos> last_record_;
};

/// Bad slices in runs shorter than `sustained` become good. Unknown slices neither end a run nor belong to it.
void forgive_short_runs(std::vector<Slice>& slices, std::uint64_t sustained) {
  std::vector<Slice*> run;
  const auto end_run = [&] {
    if (run.size() < sustained) {
      for (Slice* slice : run) slice->verdict = SliceVerdict::good;
    }
    run.clear();
  };
  for (Slice& slice : slices) {
    if (slice.verdict == SliceVerdict::bad) run.push_back(&slice);
    if (slice.verdict == SliceVerdict::good) end_run();
  }
  end_run();
}

bool larger_is_worse(const Sli& sli) {
  if (sli.kind == Sli::Kind::condition) return !sli.when->larger_is_worse();
  return sli.kind == Sli::Kind::quantile || sli.kind == Sli::Kind::freshness;
}

}  // namespace

std::vector<Slice> judge_slices(const Slo& slo, const FeedSeries& series, Range range, Nanos begin,
                                std::span<const Range> excluded) {
  std::vector<Slice> slices;
  if (range.from >= range.to) return slices;
  SliceJudge judge(slo, series, range, excluded);
  const Nanos width = *slo.slice;
  const std::int64_t begin_index = floor_div(begin, width) + (begin % width != 0);
  const std::int64_t first = std::max(begin_index, floor_div(range.from, width));
  judge.start(first);
  for (std::int64_t index = first; index <= floor_div(range.to - 1, width); ++index) {
    if (auto slice = judge.judge(index)) slices.push_back(*slice);
  }
  forgive_short_runs(slices, slo.sustained);
  return slices;
}

std::vector<Tally> slice_tallies(std::span<const Slice> slices) {
  std::vector<Tally> tallies;
  for (const Slice& slice : slices) {
    if (slice.verdict == SliceVerdict::unknown) continue;
    const bool bad = slice.verdict == SliceVerdict::bad;
    tallies.push_back({slice.from, slice.to, !bad, bad});
  }
  return tallies;
}

std::vector<BadSlice> worst_slices(const Slo& slo, std::span<const Slice> slices) {
  constexpr std::size_t kMostListed = 5;
  std::vector<BadSlice> worst;
  for (const Slice& slice : slices) {
    if (slice.verdict == SliceVerdict::bad) worst.push_back({slice.from, slice.to, slice.value, slice.events.total()});
  }
  const bool larger = larger_is_worse(slo.sli);
  std::ranges::stable_sort(worst, [&](const BadSlice& a, const BadSlice& b) {
    if (!a.value || !b.value) return a.value.has_value() && !b.value.has_value();
    return larger ? *a.value > *b.value : *a.value < *b.value;
  });
  worst.resize(std::min(worst.size(), kMostListed));
  return worst;
}

}  // namespace invmon::policy
