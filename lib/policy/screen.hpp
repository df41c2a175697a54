#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "policy/condition.hpp"
#include "policy/feed.hpp"
#include "policy/measure.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/streak_pane.hpp"

namespace invmon::policy {

/// Rules out from single panes that a condition holds in a window, without adding up the window: a ratio of sums lies between the
/// smallest and the largest of the parts' ratios, so that no window is above a limit none of whose panes is. Only failures, which
/// few panes have, are added up. Most checks of most rules are over with that.
class Screen {
 public:
  /// `widths`: of the window of each of the condition's measures, in panes. The series and what the condition's measures point to
  /// must outlive the object. None if single panes tell nothing about the condition.
  static std::optional<Screen> make(const Condition& condition, std::span<const std::int64_t> widths, const FeedSeries& series);

  /// Asks for so many transactions in the last `width` panes, too.
  void require_events(std::uint64_t min_events, std::int64_t width);

  /// Whether the condition is false for certain in windows that end before pane `end`, and there are the events asked for. `end`
  /// must not be less than in the call before.
  bool rules_out(std::int64_t end);

  /// Up to which end of windows the same is so for all of them, from one that was ruled out to `last`.
  std::int64_t rules_out_until(std::int64_t end, std::int64_t last);

 private:
  using Op = Condition::Node::Op;

  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::max();

  /// A comparison that holds for a window only if it holds for one of its panes, a streak with what ran into the pane; or for the
  /// sum of its panes' failures.
  struct Comparison {
    enum class Kind { quotient, quantile, failures, failure_streak };

    void see(std::int64_t index, const window::PaneCounts& pane);
    bool is_false(std::int64_t end);
    std::int64_t is_false_until(std::int64_t end, std::int64_t last);
    void hold(std::int64_t index) { holds = std::max(holds, index); }
    bool holds_for_streak() const;
    void pass_streak();
    void forget_before(std::int64_t begin);

    Kind kind;
    Op op;
    double limit;
    Measure measure;
    bool needs_failures = false;  ///< it does not hold for a pane without failures
    double low = 0;  ///< quantile: those of windows with enough transactions within so many seconds are not above the limit
    std::int64_t width = 0;       ///< of the window, in panes
    std::int64_t known = kNever;  ///< the latest pane with something to measure; a count is 0 without
    std::int64_t holds = kNever;  ///< the latest pane for which it holds, or that leaves it open
    std::deque<std::pair<std::int64_t, std::uint64_t>> failed = {};  ///< failures: the window's panes with some, and how many
    std::uint64_t failures = 0;                                      ///< their sum
    window::PaneMap<window::StreakPane>::Iterator next_streak = {};  ///< failure_streak: the first pane not yet seen
    window::PaneMap<window::StreakPane>::Iterator last_streak = {};
    std::uint64_t open_streak = 0;  ///< that ends with the panes seen
  };

  /// A comparison, or two steps joined.
  struct Step {
    enum class Kind { comparison, both, either };

    Kind kind;
    std::size_t first;  ///< a comparison, or a step
    std::size_t second = 0;
  };

  explicit Screen(const FeedSeries& series)
      : series_(&series), next_(series.panes->panes().begin()), end_(series.panes->panes().end()) {}

  std::optional<std::size_t> add(const Condition& condition, std::span<const std::int64_t> widths, std::size_t node);
  std::optional<Comparison> comparison_of(const Condition& condition, const Condition::Node& node) const;
  void see(std::int64_t index, const window::PaneCounts& pane);
  std::int64_t pass_over(std::int64_t end, std::int64_t last);
  std::int64_t pass_over_gate(std::int64_t end, std::int64_t last);
  bool has_events(std::int64_t end) const;
  bool find_events_before(std::int64_t end);
  bool changes_nothing(const window::PaneCounts& pane) const;
  bool is_false(std::size_t step, std::int64_t end);

  const FeedSeries* series_;
  window::PaneMap<window::Pane>::Iterator next_;  ///< the first pane not yet seen
  window::PaneMap<window::Pane>::Iterator end_;
  std::vector<Comparison> comparisons_;
  std::int64_t widest_ = 0;          ///< of their windows
  std::optional<std::size_t> gate_;  ///< a comparison that can be told without the panes, and without which nothing holds
  bool needs_failures_ = false;      ///< no comparison holds for a pane without failures
  std::vector<Step> steps_;          ///< the last one is the whole condition
  std::uint64_t min_events_ = 0;
  std::int64_t events_width_ = 0;
  std::int64_t enough_events_ = kNever;  ///< the latest known pane that has them alone
};

}  // namespace invmon::policy
