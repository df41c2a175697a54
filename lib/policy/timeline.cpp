#include "policy/timeline.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <utility>
#include <vector>

#include "policy/alert_machine.hpp"
#include "policy/feed_plan.hpp"
#include "policy/measure.hpp"
#include "policy/screen.hpp"
#include "policy/sliding_counts.hpp"
#include "policy/sliding_fold.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/streak_pane.hpp"

namespace invmon::policy {
namespace {

using window::Pane;
using window::PaneCounts;
using window::StreakPane;

/// Checks are made in the middle half of Nanos: the time between any two of them can be told, and windows stay inside.
constexpr Nanos kFirstCheck = std::numeric_limits<Nanos>::min() / 2;
constexpr Nanos kLastCheck = std::numeric_limits<Nanos>::max() / 2;

/// The smallest multiple of `step` that is at least `time`.
Nanos next_check(Nanos time, Nanos step) { return -floor_div(-time, step) * step; }

/// Panes of a window that follows the checks. What is not read at a check is not merged for it.
struct Window {
  Nanos length = 0;
  std::int64_t width = 0;  ///< in panes
  double seconds = 0;
  SlidingCounts counts;
  SlidingFold<Pane> panes;
  std::optional<SlidingFold<StreakPane>> streaks;
};

/// Where a measure is read.
struct Source {
  const Measure* measure;
  Window* window;
  Reading reading;
  std::optional<CountedLimit> limit;  ///< where it is known from counts on which side of its limit it lies
};

/// Reads the measures of a rule from one group's panes, check by check.
class Evaluator {
 public:
  Evaluator(const Rule& rule, const FeedSpec& own, const FeedSpec& feed, const FeedSeries& series, Nanos from)
      : rule_(rule),
        reads_streaks_(own.streaks),
        grain_(feed.grain),
        streak_threshold_(feed.streak_threshold),
        series_(series),
        from_(from),
        empty_(own.parts.out_of(feed.parts)),
        baseline_total_(empty_),
        next_pane_(series.panes->panes().begin()),
        machine_(rule.hold, rule.keep_firing, rule.no_data),
        uses_age_(std::ranges::any_of(rule.when.measures(), [](const auto& m) { return m.kind == Measure::Kind::age; })),
        counts_events_(counts_events(rule)) {
    add_window(rule.window);
    bool any_counted = false, all_counted = true;
    for (std::size_t i = 0; i < rule.when.measures().size(); ++i) {
      const auto& measure = rule.when.measures()[i];
      const auto& source =
          sources_.emplace_back(Source{&measure, &find_window(measure.window), reading_of(measure), counted_limit(rule.when, i)});
      const bool counted = source.reading == Reading::counts;
      any_counted |= counted || source.limit;
      all_counted &= counted;
    }
    may_be_decided_by_counts_ = any_counted && !all_counted;
    make_screen();
    if (!rule.baseline) return;
    for ([[maybe_unused]] const Nanos offset : rule.baseline->offsets) baselines_.emplace_back(*series.panes, empty_);
  }

  Evaluator(const Evaluator&) = delete;  // which its readers point to
  Evaluator& operator=(const Evaluator&) = delete;
  ~Evaluator() = default;

  Timeline run(Nanos first, Nanos last) {
    for (Nanos t = first; t <= last; t += rule_.every) {
      check(t);
      if (machine_.state() != AlertMachine::State::inactive) continue;
      if (ruled_out_) {
        t = skip_ruled_out(t, last);
      } else if (is_quiet()) {
        t = skip(t, last);
      }
    }
    if (machine_.state() != AlertMachine::State::inactive) {
      if (open_->starts_at) count_events(*open_, last);
      timeline_.episodes.push_back(*open_);
    }
    return std::move(timeline_);
  }

 private:
  void make_screen() {
    std::vector<std::int64_t> widths;
    for (const auto& source : sources_) widths.push_back(source.window->width);
    screen_ = Screen::make(rule_.when, widths, series_);
    if (screen_ && counts_events_) screen_->require_events(rule_.min_events, windows_.front().width);
  }

  Window& add_window(Nanos length) {
    auto& window = windows_.emplace_back(Window{length,
                                                length / grain_,
                                                static_cast<double>(length) / kSecond,
                                                {*series_.panes, empty_},
                                                {*series_.panes, empty_},
                                                std::optional<SlidingFold<StreakPane>>()});
    if (reads_streaks_ && series_.streaks != nullptr) window.streaks.emplace(*series_.streaks, StreakPane(streak_threshold_));
    return window;
  }

  /// The window of a length, which is added if it is missing; the rule's own without one.
  Window& find_window(const std::optional<Nanos>& length) {
    if (!length) return windows_.front();
    const auto found = std::ranges::find(windows_, *length, &Window::length);
    return found == windows_.end() ? add_window(*length) : *found;
  }

  void check(Nanos t) {
    ++timeline_.checks;
    now_ = t;
    end_ = floor_div(t, grain_);
    const auto before = machine_.state();
    ruled_out_ = screen_ && before == AlertMachine::State::inactive && screen_->rules_out(end_);
    const Verdict verdict = ruled_out_ ? Verdict::ok : judge();
    if (verdict == Verdict::no_data) ++timeline_.no_data_checks;
    last_verdict_ = verdict;
    machine_.check(t, verdict);
    follow(before, t);
  }

  Verdict judge() {
    if (counts_events_ && counts_of(windows_.front()).transactions() < rule_.min_events) return Verdict::no_data;
    if (may_be_decided_by_counts_) {
      const auto verdict = rule_.when.judge(counted_values_, {}, 0);
      if (verdict != Verdict::no_data) return verdict;
    }
    if (!rule_.when.uses_baseline()) return rule_.when.judge(values_, {}, 0);
    return rule_.when.judge(values_, read_baselines(), rule_.baseline->floor);
  }

  /// Whether too few transactions leave nothing to judge: not where the condition is about gauges, records or their absence.
  static bool counts_events(const Rule& rule) {
    return std::ranges::any_of(rule.when.measures(), [](const Measure& measure) {
      return measure.kind != Measure::Kind::gauge && measure.kind != Measure::Kind::age && measure.kind != Measure::Kind::records;
    });
  }

  std::optional<double> read_one(std::size_t index) {
    const auto& [measure, window, reading, limit] = sources_[index];
    const auto begin = end_ - window->width;
    const auto* pane = reading == Reading::values ? &window->panes.window(begin, end_) : nullptr;
    const bool streaks = reading == Reading::streaks && window->streaks;
    const auto* streak = streaks ? &window->streaks->window(begin, end_).streak() : nullptr;
    return read(*measure, {counts_of(*window), pane, streak, window->seconds, uses_age_ ? age() : 0});
  }

  /// Only what is read from counts: a verdict that is known without the others is the same with them.
  std::optional<double> read_counted(std::size_t index) {
    const auto& [measure, window, reading, limit] = sources_[index];
    if (reading == Reading::counts) return read_one(index);
    return limit ? beside(*limit, measure->parameter, counts_of(*window)) : std::nullopt;
  }

  const PaneCounts& counts_of(Window& window) const { return window.counts.window(end_ - window.width, end_); }

  double age() {
    for (; next_pane_ != series_.panes->panes().end() && next_pane_->first < end_; ++next_pane_) {
      last_record_ = next_pane_->second->last_record();
    }
    // Unsigned, because a record may lie further back than Nanos can tell.
    return static_cast<double>(static_cast<std::uint64_t>(now_) - static_cast<std::uint64_t>(last_record_.value_or(from_))) /
           kSecond;
  }

  /// Reads from what the windows of the baseline hold together; nothing from too little.
  Condition::Reader read_baselines() {
    const auto& baseline = *rule_.baseline;
    baseline_total_ = empty_;
    for (std::size_t i = 0; i < baselines_.size(); ++i) {
      const auto end = floor_div(now_ - baseline.offsets[i], grain_);
      baseline_total_.merge(baselines_[i].window(end - baseline.window / grain_, end));
    }
    const double seconds = static_cast<double>(baseline.window) / kSecond * static_cast<double>(baselines_.size());
    const bool enough = baseline_total_.transactions() >= baseline.min_events;
    return [this, seconds, enough](std::size_t measure) {
      return enough ? read(rule_.when.measures()[measure], {baseline_total_, &baseline_total_, nullptr, seconds, 0})
                    : std::nullopt;
    };
  }

  /// Keeps the books of the machine's change at a check.
  void follow(AlertMachine::State before, Nanos t) {
    using State = AlertMachine::State;
    const auto now = machine_.state();
    if (before == State::inactive && now == State::inactive) return;
    const auto value = rule_.when.value(values_);
    if (before == State::inactive && now != State::inactive) open_ = Episode{machine_.pending_since(), {}, {}, {}, {}};
    if (now == State::pending) open_->value = value;
    if (now == State::firing && before != State::firing) {
      const PaneCounts& counts = counts_of(windows_.front());
      open_->starts_at = t;
      open_->value = value;
      open_->transactions = counts.transactions();
      open_->failures = counts.failures();
    }
    if (now == State::firing && value) {
      const bool worse = !open_->peak || (rule_.when.larger_is_worse() ? *value > *open_->peak : *value < *open_->peak);
      if (worse) open_->peak = value;
    }
    if (before == State::pending && now == State::inactive) ++timeline_.pending_only;
    if (before == State::firing && now == State::inactive) {
      open_->ends_at = t;
      count_events(*open_, t);
      timeline_.episodes.push_back(*open_);
    }
  }

  /// Adds what came after the window of the check at which it began to fire.
  void count_events(Episode& episode, Nanos end) const {
    const auto& panes = series_.panes->panes();
    const auto stop = panes.lower_bound(floor_div(end, grain_));
    for (auto at = panes.lower_bound(floor_div(*episode.starts_at, grain_)); at != stop; ++at) {
      episode.transactions += at->second->transactions();
      episode.failures += at->second->failures();
      episode.firing_failures += at->second->failures();
    }
  }

  /// Counts the checks behind one that was ruled out, as far as they are too, and returns the last of them.
  Nanos skip_ruled_out(Nanos t, Nanos last) {
    const auto end = screen_->rules_out_until(end_, floor_div(last, grain_));
    const Nanos until = std::min(last, floor_div((end + 1) * grain_ - 1, rule_.every) * rule_.every);
    timeline_.checks += static_cast<std::uint64_t>((until - t) / rule_.every);
    return until;
  }

  /// Whether every check of an inactive alert up to the next record comes to the same, and changes nothing.
  bool is_quiet() {
    return !uses_age_ && !rule_.when.uses_baseline() && last_verdict_ != Verdict::breach &&
           (last_verdict_ == Verdict::ok || rule_.no_data != NoData::breach) &&
           std::ranges::all_of(windows_, [this](Window& window) { return counts_of(window).records() == 0; });
  }

  /// Counts the checks before the one that sees the next record, and returns the last of them.
  Nanos skip(Nanos t, Nanos last) {
    const auto& panes = series_.panes->panes();
    const auto next = panes.lower_bound(floor_div(t, grain_));
    const Nanos until = next == panes.end() ? last : std::min(last, floor_div(next->first * grain_, rule_.every) * rule_.every);
    if (until <= t) return t;
    const auto skipped = static_cast<std::uint64_t>((until - t) / rule_.every);
    timeline_.checks += skipped;
    if (last_verdict_ == Verdict::no_data) timeline_.no_data_checks += skipped;
    return until;
  }

  const Rule& rule_;
  bool reads_streaks_;
  Nanos grain_;
  std::uint64_t streak_threshold_;
  const FeedSeries& series_;
  Nanos from_;
  Pane empty_;
  std::deque<Window> windows_;   ///< the rule's own first
  std::vector<Source> sources_;  ///< of each measure
  Condition::Reader values_ = [this](std::size_t index) { return read_one(index); };
  Condition::Reader counted_values_ = [this](std::size_t index) { return read_counted(index); };
  std::deque<SlidingFold<Pane>> baselines_;
  Pane baseline_total_;
  window::PaneMap<Pane>::Iterator next_pane_;  ///< not yet looked at for the age
  std::optional<Nanos> last_record_;
  AlertMachine machine_;
  bool uses_age_;
  bool counts_events_;
  bool may_be_decided_by_counts_ = false;  ///< worth a look: what takes longer to read may not matter
  std::optional<Screen> screen_;
  bool ruled_out_ = false;  ///< by the screen at this check
  Nanos now_ = 0;           ///< the check's time
  std::int64_t end_ = 0;    ///< the first pane that it does not see
  Verdict last_verdict_ = Verdict::ok;
  std::optional<Episode> open_;
  Timeline timeline_;
};

}  // namespace

Nanos last_check(const Rule& rule, Range range) { return next_check(std::clamp(range.to, kFirstCheck, kLastCheck), rule.every); }

Timeline evaluate(const Rule& rule, const FeedSpec& feed, const FeedSeries& series, Range range) {
  Nanos from = std::clamp(range.from, kFirstCheck, kLastCheck);
  if (!rule.by.empty()) {
    const auto& panes = series.panes->panes();
    if (panes.empty()) return {};
    from = std::clamp(panes.begin()->first * feed.grain, from, kLastCheck);
  }
  const Nanos first = (floor_div(from, rule.every) + 1) * rule.every;
  const auto own = feed_of(rule, feed.parts.gauges);
  return Evaluator(rule, own, feed, series, std::min(range.from, first)).run(first, last_check(rule, range));
}

}  // namespace invmon::policy
