#include "policy/flow.hpp"

#include <algorithm>
#include <tuple>

#include "stats/exponential_histogram.hpp"

namespace invmon::policy {
namespace {

using Times = FlowTable::Times;

bool reached(Nanos time) { return time != FlowTable::kNever; }

/// Unsigned, because the time between two points may be longer than Nanos can tell. Requires from <= to.
std::uint64_t between(Nanos from, Nanos to) { return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from); }

/// Adds up ids, each of which may reach steps in any order.
class FlowAccount {
 public:
  FlowAccount(const Flow& flow, Nanos end) : flow_(flow), end_(end), latencies_(flow.steps.size()) {
    result_.name = flow.name;
    for (const auto& step : flow.steps) result_.steps.emplace_back().name = step.name;
  }

  void add(const std::string& id, const Times& times) {
    add_steps(times);
    if (!reached(times.front())) return;
    ++result_.started;
    if (reached(times.back())) {
      ++result_.completed;
    } else {
      add_unfinished(id, times);
    }
  }

  FlowResult finish() && {
    if (result_.started > 0) {
      result_.completion_rate = static_cast<double>(result_.completed) / static_cast<double>(result_.started);
    }
    for (std::size_t i = 0; i < latencies_.size(); ++i) {
      auto& step = result_.steps[i];
      step.timed = latencies_[i].count();
      step.p50 = latencies_[i].quantile(0.5);
      step.p95 = latencies_[i].quantile(0.95);
      step.max = latencies_[i].max();
    }
    return std::move(result_);
  }

 private:
  void add_steps(const Times& times) {
    bool delayed = false;
    bool later = false;  // a step after this one was reached
    for (std::size_t i = times.size(); i-- > 0;) {
      auto& step = result_.steps[i];
      if (!reached(times[i])) {
        step.skipped += later;
        continue;
      }
      later = true;
      ++step.reached;
      if (i > 0 && reached(times[i - 1])) delayed |= add_latency(i, times[i - 1], times[i]);
    }
    result_.delayed += delayed;
  }

  /// Whether the step was delayed.
  bool add_latency(std::size_t index, Nanos before, Nanos time) {
    auto& step = result_.steps[index];
    if (time < before) {
      ++step.out_of_order;
      return false;
    }
    const auto waited = between(before, time);
    latencies_[index].add(static_cast<double>(waited) / kSecond);
    const bool delayed = waited >= static_cast<std::uint64_t>(flow_.stuck_after);
    step.delayed += delayed;
    return delayed;
  }

  void add_unfinished(const std::string& id, const Times& times) {
    const auto furthest =
        static_cast<std::size_t>(std::find_if(times.rbegin(), times.rend(), reached).base() - times.begin()) - 1;
    Nanos since = times.front();
    for (const Nanos time : times) {
      if (reached(time)) since = std::max(since, time);
    }
    ++result_.steps[furthest].unfinished;
    const auto waited = between(since, std::max(since, end_));
    if (waited < static_cast<std::uint64_t>(flow_.stuck_after)) {
      ++result_.in_progress;
      return;
    }
    const bool lost = waited >= static_cast<std::uint64_t>(flow_.lost_after);
    ++(lost ? result_.lost : result_.stuck);
    add_waiting({id, furthest, since, lost});
  }

  void add_waiting(WaitingId id) {
    auto& waiting = result_.waiting;
    const auto order = [](const WaitingId& a) { return std::tie(a.since, a.id); };
    waiting.insert(std::ranges::upper_bound(waiting, order(id), {}, order), std::move(id));
    if (waiting.size() > kWaitingIds) waiting.pop_back();
  }

  const Flow& flow_;
  Nanos end_;
  FlowResult result_;
  std::vector<stats::ExponentialHistogram> latencies_;
};

}  // namespace

FlowResult evaluate(const Flow& flow, const FlowTable& table, Nanos end) {
  FlowAccount account(flow, end);
  for (const auto& [id, times] : table.ids()) account.add(id, times);
  auto result = std::move(account).finish();
  result.without_id = table.without_id();
  result.one_in = table.one_in();
  return result;
}

}  // namespace invmon::policy
