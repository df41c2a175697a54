#include "policy/screen.hpp"

#include <algorithm>

#include "kpi/catalog.hpp"

namespace invmon::policy {
namespace {

// Sums of fewer panes than this, none of whose counts is larger, are told exactly by doubles: a quotient of such sums is then
// rounded as those of the parts are, and keeps its place among them.
constexpr std::int64_t kWidest = 1 << 22;
constexpr std::uint64_t kLargest = std::uint64_t{1} << 30;

bool is_quotient(const Measure& measure) {
  const bool of_counts = measure.kind == Measure::Kind::kpi && measure.entry->source == kpi::Source::counts;
  return measure.kind == Measure::Kind::share_within || (of_counts && measure.unit == kpi::Unit::ratio);
}

bool is_named(const Measure& measure, std::string_view name) {
  return measure.kind == Measure::Kind::kpi && measure.entry->name == name;
}

}  // namespace

std::optional<Screen> Screen::make(const Condition& condition, std::span<const std::int64_t> widths, const FeedSeries& series) {
  Screen screen(series);
  const auto nodes = condition.nodes();
  if (nodes.empty() || !screen.add(condition, widths, nodes.size() - 1)) return std::nullopt;
  screen.needs_failures_ = std::ranges::all_of(screen.comparisons_, &Comparison::needs_failures);
  for (const auto& comparison : screen.comparisons_) screen.widest_ = std::max(screen.widest_, comparison.width);
  return screen;
}

/// The step of a node, if single panes tell anything about it.
std::optional<std::size_t> Screen::add(const Condition& condition, std::span<const std::int64_t> widths, std::size_t node) {
  const auto& at = condition.nodes()[node];
  if (at.op == Op::logical_and || at.op == Op::logical_or) {
    const bool both = at.op == Op::logical_and;
    const auto first = add(condition, widths, at.left);
    const auto second = add(condition, widths, at.right);
    if (first && second) {
      steps_.push_back({both ? Step::Kind::both : Step::Kind::either, *first, *second});
      return steps_.size() - 1;
    }
    return both ? (first ? first : second) : std::nullopt;
  }
  auto comparison = comparison_of(condition, at);
  if (!comparison) return std::nullopt;
  const auto measure = condition.nodes()[at.left].measure;
  comparison->width = widths[measure];
  if (comparison->width > kWidest) return std::nullopt;
  const bool streak = comparison->kind == Comparison::Kind::failure_streak;
  if (streak && series_->ordered && condition.needed_comparison(measure) == &at) gate_ = comparisons_.size();
  comparisons_.push_back(*std::move(comparison));
  steps_.push_back({Step::Kind::comparison, comparisons_.size() - 1});
  return steps_.size() - 1;
}

std::optional<Screen::Comparison> Screen::comparison_of(const Condition& condition, const Condition::Node& node) const {
  using Kind = Comparison::Kind;
  const bool above = node.op == Op::greater || node.op == Op::greater_equal;
  const bool below = node.op == Op::less || node.op == Op::less_equal;
  if ((!above && !below) || node.of_baseline || condition.nodes()[node.left].op != Op::measure) return std::nullopt;
  if (condition.nodes()[node.right].op != Op::number) return std::nullopt;
  const double limit = condition.nodes()[node.right].number;
  const auto index = condition.nodes()[node.left].measure;
  const Measure& measure = condition.measures()[index];
  Comparison result{Kind::quotient, node.op, limit, measure};
  if (is_quotient(measure)) {
    result.needs_failures = is_named(measure, "error_rate") && !compare(node.op, 0, limit);
    return result;
  }
  if (const auto counted = counted_limit(condition, index); counted && node.op == Op::greater) {
    result.kind = Kind::quantile;
    result.low = counted->low;
    return result;
  }
  const bool streak = is_named(measure, "failure_streak") && series_->streaks != nullptr;
  if ((!streak && !is_named(measure, "failures")) || compare(node.op, 0, limit)) return std::nullopt;
  result.kind = streak ? Kind::failure_streak : Kind::failures;
  result.known = kAlways;
  result.needs_failures = true;
  if (streak) {
    result.next_streak = series_->streaks->panes().begin();
    result.last_streak = series_->streaks->panes().end();
  }
  return result;
}

void Screen::require_events(std::uint64_t min_events, std::int64_t width) {
  min_events_ = min_events;
  events_width_ = width;
  widest_ = std::max(widest_, width);
}

bool Screen::rules_out(std::int64_t end) {
  if (gate_ && comparisons_[*gate_].is_false(end) && (has_events(end) || find_events_before(end))) return true;
  if (next_ != end_ && next_->first < end - widest_) next_ = series_->panes->panes().lower_bound(end - widest_);
  for (; next_ != end_; ++next_) {
    const auto [index, pane] = *next_;
    if (index >= end) break;
    see(index, *pane);
  }
  return has_events(end) && is_false(steps_.size() - 1, end);
}

std::int64_t Screen::rules_out_until(std::int64_t end, std::int64_t last) {
  while (end < last) {
    end = std::max(end, gate_ ? pass_over_gate(end, last) : pass_over(end, last));
    if (end == last || !rules_out(end + 1)) break;
    ++end;
  }
  return end;
}

/// The end behind neighbouring panes that change nothing, from one that was ruled out to `last`.
std::int64_t Screen::pass_over(std::int64_t end, std::int64_t last) {
  const auto begin = end;
  for (; end < last && next_ != end_; ++end, ++next_) {
    const auto [index, pane] = *next_;
    if (index != end || !changes_nothing(*pane)) break;
  }
  if (end > begin) {
    enough_events_ = end - 1;
    for (auto& comparison : comparisons_) comparison.known = std::max(comparison.known, end - 1);
  }
  return end;
}

/// The end up to which the gate is closed and there are events enough, from one that was ruled out to `last`. Of all panes of a
/// window one with the events asked for is looked for, and the next one as far behind it as there may be windows without.
std::int64_t Screen::pass_over_gate(std::int64_t end, std::int64_t last) {
  const auto closed = comparisons_[*gate_].is_false_until(end, last);
  while (!has_events(closed)) {
    if (!find_events_before(std::min(closed, enough_events_ + events_width_ + 1))) return enough_events_ + events_width_;
  }
  return closed;
}

/// Whether some pane of the window is known to have the events asked for.
bool Screen::has_events(std::int64_t end) const { return min_events_ == 0 || enough_events_ >= end - events_width_; }

/// Looks for a later pane than is known, at the end of a window, that has the events asked for. Only at few, as it takes as long
/// to add up the window then.
bool Screen::find_events_before(std::int64_t end) {
  constexpr int kFew = 4;
  const auto& panes = series_->panes->panes();
  auto at = panes.lower_bound(end);
  for (int i = 0; i < kFew && at != panes.begin(); ++i) {
    const auto [index, pane] = *--at;
    if (index <= enough_events_ || index < end - events_width_) return false;
    if (pane->transactions() < min_events_) continue;
    enough_events_ = index;
    return true;
  }
  return false;
}

/// Whether windows that end behind a pane are ruled out if those that end before it are.
bool Screen::changes_nothing(const window::PaneCounts& pane) const {
  const auto transactions = pane.transactions();
  return needs_failures_ && pane.failures() == 0 && transactions > 0 && transactions >= min_events_ && transactions < kLargest &&
         !pane.unordered();
}

void Screen::see(std::int64_t index, const window::PaneCounts& pane) {
  if (pane.transactions() >= min_events_) enough_events_ = std::max(enough_events_, index);
  const bool too_large = pane.transactions() >= kLargest || pane.retries() >= kLargest;
  for (auto& comparison : comparisons_) {
    comparison.see(index, pane);
    if (too_large) comparison.hold(index);
  }
}

void Screen::Comparison::see(std::int64_t index, const window::PaneCounts& pane) {
  switch (kind) {
    case Kind::quotient: {
      if (needs_failures && pane.failures() == 0) {
        if (pane.transactions() > 0) known = index;
        return;
      }
      const auto value = read(measure, {pane, nullptr, nullptr, 0, 0});
      if (!value) return;
      known = index;
      if (compare(op, *value, limit)) hold(index);
      return;
    }
    case Kind::quantile: {
      constexpr double kAbove = 1 + 0x1p-40;  // so that no rank of a window is above what its panes make together
      if (pane.timed() == 0) return;
      known = index;
      const auto enough = measure.parameter * kAbove * static_cast<double>(pane.timed());
      if (static_cast<double>(pane.within(low)) < enough) hold(index);
      return;
    }
    case Kind::failures:
      if (pane.failures() == 0) return;
      forget_before(index + 1 - width);
      failed.emplace_back(index, pane.failures());
      failures += pane.failures();
      return;
    case Kind::failure_streak:
      if (pane.unordered()) hold(index);
      return;
  }
}

/// A window without anything to measure makes a quotient unknown, which is not the same as false.
bool Screen::Comparison::is_false(std::int64_t end) {
  for (; next_streak != last_streak && next_streak->first < end; pass_streak()) {
    if (holds_for_streak()) hold(next_streak->first);
  }
  const auto begin = end - width;
  if (holds >= begin || known < begin) return false;
  if (kind != Kind::failures) return true;
  forget_before(begin);
  return !compare(op, static_cast<double>(failures), limit);
}

/// Of a streak: up to which end, `last` at most, it is false, from this one on; this one where it is not.
std::int64_t Screen::Comparison::is_false_until(std::int64_t end, std::int64_t last) {
  if (!is_false(end)) return end;
  for (; next_streak != last_streak && next_streak->first < last; pass_streak()) {
    if (holds_for_streak()) return next_streak->first;
  }
  return last;
}

/// Whether it may hold for a streak that the next pane has a part of: no such streak is longer than the pane's longest one
/// together with the one before it.
bool Screen::Comparison::holds_for_streak() const {
  const auto longest = next_streak->second->streak().longest();
  return longest && compare(op, static_cast<double>(open_streak + longest->length), limit);
}

void Screen::Comparison::pass_streak() {
  const auto& streak = next_streak->second->streak();
  open_streak = streak.open().length + (streak.all_failed() ? open_streak : 0);
  ++next_streak;
}

void Screen::Comparison::forget_before(std::int64_t begin) {
  for (; !failed.empty() && failed.front().first < begin; failed.pop_front()) failures -= failed.front().second;
}

bool Screen::is_false(std::size_t step, std::int64_t end) {
  const auto& [kind, first, second] = steps_[step];
  switch (kind) {
    case Step::Kind::comparison:
      return comparisons_[first].is_false(end);
    case Step::Kind::both:
      return is_false(first, end) || is_false(second, end);
    case Step::Kind::either:
      return is_false(first, end) && is_false(second, end);
  }
  return false;
}

}  // namespace invmon::policy
