#include "input/outcome_order.hpp"

#include <algorithm>
#include <utility>

namespace invmon::input {
namespace {

constexpr auto kEarliest = std::numeric_limits<Nanos>::min();
constexpr auto kLatest = std::numeric_limits<Nanos>::max();

/// Steps in which the number of held outcomes is limited.
constexpr std::uint64_t kStep = 4096;

/// An outcome that so few should follow goes to its place at once; with more of them it takes less time to sort them later.
constexpr std::ptrdiff_t kNear = 32;

Nanos before(Nanos time, Nanos span) { return time < kEarliest + span ? kEarliest : time - span; }

bool earlier(const Outcome& a, const Outcome& b) { return a.time < b.time; }

}  // namespace

OutcomeOrder::OutcomeOrder(std::vector<Nanos> first_times, Nanos lateness, std::function<void(std::span<const Outcome>)> sink)
    : lateness_(lateness), sink_(std::move(sink)), queues_(first_times.size()) {
  for (std::size_t i = 0; i < queues_.size(); ++i) {
    queues_[i].latest = first_times[i];
    queues_[i].watermark = before(first_times[i], lateness_);
  }
}

void OutcomeOrder::add(std::size_t source, std::span<const Outcome> outcomes) {
  auto& queue = queues_[source];
  std::size_t sorted = queue.held.size();  // held[released, sorted) are in order and precede the rest
  for (const auto& outcome : outcomes) add_one(queue, outcome, sorted);
  if (sorted < queue.held.size()) {
    const auto begin = queue.held.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::stable_sort(begin, queue.held.end(), earlier);
  }
  release();
}

void OutcomeOrder::add_one(Queue& queue, const Outcome& outcome, std::size_t& sorted) {
  const bool late = outcome.time < queue.watermark;
  if (++queue.added % kStep == 0) {
    queue.latest_at.push_back(std::max(queue.latest, outcome.time));
    if (queue.latest_at.size() > kMaxHeld / kStep) queue.latest_at.pop_front();
    if (queue.latest_at.size() == kMaxHeld / kStep) queue.watermark = std::max(queue.watermark, queue.latest_at.front());
  }
  if (late) {
    ++late_;
    return;
  }
  if (outcome.time >= queue.latest) {
    const bool in_order = sorted == queue.held.size();
    queue.latest = outcome.time;
    queue.watermark = std::max(queue.watermark, before(outcome.time, lateness_));
    queue.held.push_back(outcome);
    if (in_order) ++sorted;
    return;
  }
  const auto waiting_begin = queue.held.begin() + static_cast<std::ptrdiff_t>(queue.released);
  const auto sorted_end = queue.held.begin() + static_cast<std::ptrdiff_t>(sorted);
  const auto place = std::upper_bound(waiting_begin, sorted_end, outcome, earlier);
  if (sorted == queue.held.size() && sorted_end - place <= kNear) {
    queue.held.insert(place, outcome);
    ++sorted;
    return;
  }
  sorted = static_cast<std::size_t>(place - queue.held.begin());
  queue.held.push_back(outcome);
}

void OutcomeOrder::close(std::size_t source) {
  queues_[source].closed = true;
  queues_[source].watermark = kLatest;
  release();
}

std::size_t OutcomeOrder::waits_for() const {
  std::size_t first = queues_.size();
  for (std::size_t i = 0; i < queues_.size(); ++i) {
    if (!queues_[i].closed && (first == queues_.size() || queues_[i].watermark < queues_[first].watermark)) first = i;
  }
  return first;
}

/// Hands on what can no longer be preceded by anything.
void OutcomeOrder::release() {
  const auto waiting = waits_for();
  const bool all_closed = waiting == queues_.size();
  settled_.clear();
  for (const auto& queue : queues_) {
    settled_.push_back(all_closed ? queue.waiting() : queue.waiting_before(queues_[waiting].watermark));
  }
  hand_on();
  for (std::size_t i = 0; i < queues_.size(); ++i) queues_[i].release(settled_[i].size());
}

void OutcomeOrder::hand_on() {
  const auto has_some = [](std::span<const Outcome> outcomes) { return !outcomes.empty(); };
  const auto first = std::ranges::find_if(settled_, has_some);
  if (first == settled_.end()) return;
  if (std::none_of(first + 1, settled_.end(), has_some)) return sink_(*first);
  merged_.clear();
  for (const auto outcomes : settled_) merged_.insert(merged_.end(), outcomes.begin(), outcomes.end());
  if (!std::is_sorted(merged_.begin(), merged_.end(), earlier)) std::stable_sort(merged_.begin(), merged_.end(), earlier);
  sink_(merged_);
}

std::span<const Outcome> OutcomeOrder::Queue::waiting_before(Nanos time) const {
  const auto all = waiting();
  return {all.begin(), std::lower_bound(all.begin(), all.end(), Outcome{time}, earlier)};
}

/// Their room is used again when they are the larger part of all, so that each outcome is moved once at most.
void OutcomeOrder::Queue::release(std::size_t count) {
  released += count;
  if (released < held.size() - released) return;
  held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(released));
  released = 0;
  if (closed && held.empty()) held.shrink_to_fit();
}

}  // namespace invmon::input
