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
  screen.needs_failures_ = std::ranges::all_of(
      screen.comparisons_, [](const Comparison& comparison) { return comparison.needs_failures || comparison.is_of_failures(); });
  for (const auto& comparison : screen.comparisons_) screen.widest_ = std::max(screen.widest_, comparison.width);
  if (series.ordered) screen.gate_ = screen.needed_streak();
  return screen;
}

/// A comparison of a streak without which the condition is false.
std::optional<std::size_t> Screen::needed_streak() const {
  std::vector<std::size_t> needed = {steps_.size() - 1};
  while (!needed.empty()) {
    const auto [kind, first, second] = steps_[needed.back()];
    needed.pop_back();
    if (kind == Step::Kind::both) {
      needed.push_back(first);
      needed.push_back(second);
    } else if (kind == Step::Kind::comparison && comparisons_[first].kind == Comparison::Kind::failure_streak) {
      return first;
    }
  }
  return std::nullopt;
}

/// The step of a node, if single panes tell anything about it.
std::optional<std::size_t> Screen::add(const Condition& condition, std::span<const std::int64_t> widths, std::size_t node) {
  const auto& [op, number, measure, left, right, decides, of_baseline, begin, end] = condition.nodes()[node];
  if (op == Op::logical_and || op == Op::logical_or) {
    const auto first = add(condition, widths, left);
    const auto second = add(condition, widths, right);
    if (first && second) {
      steps_.push_back({op == Op::logical_and ? Step::Kind::both : Step::Kind::either, *first, *second});
      return steps_.size() - 1;
    }
    return op == Op::logical_and ? (first ? first : second) : std::nullopt;
  }
  auto comparison = comparison_of(condition, condition.nodes()[node]);
  if (!comparison) return std::nullopt;
  comparison->width = widths[condition.nodes()[left].measure];
  if (comparison->width > kWidest) return std::nullopt;
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
  if (min_events > 0) gate_.reset();
}

bool Screen::rules_out(std::int64_t end) {
  if (gate_ && comparisons_[*gate_].is_false(end)) return true;
  if (next_ != end_ && next_->first < end - widest_) next_ = series_->panes->panes().lower_bound(end - widest_);
  for (; next_ != end_; ++next_) {
    const auto [index, pane] = *next_;
    if (index >= end) break;
    see(index, *pane);
  }
  if (min_events_ > 0 && enough_events_ < end - events_width_) return false;
  return is_false(steps_.size() - 1, end);
}

std::int64_t Screen::rules_out_until(std::int64_t end, std::int64_t last) {
  while (end < last) {
    end = std::max(end, std::min(last, gate_ ? comparisons_[*gate_].is_false_until(end) : pass_over(end, last)));
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

/// Whether windows that end behind a pane are ruled out if those that end before it are.
bool Screen::changes_nothing(const window::PaneCounts& pane) const {
  const auto transactions = pane.transactions();
  return needs_failures_ && pane.failures() == 0 && transactions > 0 && transactions >= min_events_ && transactions < kLargest &&
         !pane.unordered();
}

void Screen::see(std::int64_t index, const window::PaneCounts& pane) {
  if (pane.transactions() >= min_events_) enough_events_ = index;
  const bool too_large = pane.transactions() >= kLargest || pane.retries() >= kLargest;
  for (auto& comparison : comparisons_) {
    comparison.see(index, pane);
    if (too_large) comparison.holds = index;
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
      if (compare(op, *value, limit)) holds = index;
      return;
    }
    case Kind::quantile: {
      constexpr double kAbove = 1 + 0x1p-40;  // so that no rank of a window is above what its panes make together
      if (pane.timed() == 0) return;
      known = index;
      const auto enough = measure.parameter * kAbove * static_cast<double>(pane.timed());
      if (static_cast<double>(pane.within(low)) < enough) holds = index;
      return;
    }
    case Kind::failures:
      if (pane.failures() > 0) add_failures(index, pane.failures());
      return;
    case Kind::failure_streak:
      if (pane.unordered()) holds = index;
      return;
  }
}

/// A window without anything to measure makes a quotient unknown, which is not the same as false.
bool Screen::Comparison::is_false(std::int64_t end) {
  const auto begin = end - width;
  if (holds >= begin || known < begin) return false;
  if (!is_of_failures()) return true;
  for (; next_streak != last_streak; ++next_streak) {
    const auto [index, pane] = *next_streak;
    if (index >= end) break;
    if (const auto longest = pane->streak().longest()) add_failures(index, longest->length);
  }
  forget_before(begin);
  return !compare(op, static_cast<double>(failures), limit);
}

/// Of a streak: up to which end nothing comes in that could make it hold, if it does not hold at this one.
std::int64_t Screen::Comparison::is_false_until(std::int64_t end) {
  if (!is_false(end)) return end;
  return next_streak == last_streak ? kAlways : next_streak->first;
}

void Screen::Comparison::add_failures(std::int64_t index, std::uint64_t count) {
  forget_before(index + 1 - width);
  failed.emplace_back(index, count);
  failures += count;
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
