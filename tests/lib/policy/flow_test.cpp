#include "policy/flow.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>

namespace invmon::policy {
namespace {

/// 2025-06-02T00:00:00Z.
constexpr Nanos kFlowStart = 1'748'822'400 * kSecond;

/// Steps a, b, c; stuck after 30 minutes, lost after 4 hours.
Flow three_steps() {
  Flow flow;
  flow.name = "order";
  flow.steps = {{"a", {}}, {"b", {}}, {"c", {}}};
  return flow;
}

struct Event {
  std::string id;
  std::size_t step;
  Nanos time;  ///< since the start
};

FlowTable flow_table(const std::vector<Event>& events, std::size_t limit = FlowTable::kMaxIds) {
  FlowTable table(3, limit);
  for (const auto& event : events) table.add(event.id, event.step, kFlowStart + event.time);
  return table;
}

FlowResult flow_result(const std::vector<Event>& events, Nanos end = kDay) {
  return evaluate(three_steps(), flow_table(events), kFlowStart + end);
}

void check_same(const FlowResult& a, const FlowResult& b) {
  CHECK(a.started == b.started);
  CHECK(a.completed == b.completed);
  CHECK(a.in_progress == b.in_progress);
  CHECK(a.stuck == b.stuck);
  CHECK(a.lost == b.lost);
  CHECK(a.delayed == b.delayed);
  CHECK(a.one_in == b.one_in);
  REQUIRE(a.steps.size() == b.steps.size());
  for (std::size_t i = 0; i < a.steps.size(); ++i) {
    INFO(i);
    CHECK(a.steps[i].reached == b.steps[i].reached);
    CHECK(a.steps[i].skipped == b.steps[i].skipped);
    CHECK(a.steps[i].out_of_order == b.steps[i].out_of_order);
    CHECK(a.steps[i].delayed == b.steps[i].delayed);
    CHECK(a.steps[i].unfinished == b.steps[i].unfinished);
    CHECK(a.steps[i].timed == b.steps[i].timed);
    CHECK(a.steps[i].p50 == b.steps[i].p50);
    CHECK(a.steps[i].p95 == b.steps[i].p95);
    CHECK(a.steps[i].max == b.steps[i].max);
  }
  REQUIRE(a.waiting.size() == b.waiting.size());
  for (std::size_t i = 0; i < a.waiting.size(); ++i) {
    CHECK(a.waiting[i].id == b.waiting[i].id);
    CHECK(a.waiting[i].step == b.waiting[i].step);
    CHECK(a.waiting[i].since == b.waiting[i].since);
    CHECK(a.waiting[i].lost == b.waiting[i].lost);
  }
}

std::vector<Event> random_events(std::mt19937& random, std::size_t ids) {
  std::vector<Event> events(ids * 4);
  for (auto& event : events) {
    event = {"id-" + std::to_string(random() % ids), random() % 3, static_cast<Nanos>(random() % 600) * kMinute};
  }
  return events;
}

/// What an account must say, by looking at each id on its own as slowly as it takes.
FlowResult recount(const std::vector<Event>& events, Nanos end) {
  std::map<std::string, std::map<std::size_t, Nanos>> ids;
  for (const auto& event : events) {
    auto& steps = ids[event.id];
    if (!steps.contains(event.step) || steps[event.step] > event.time) steps[event.step] = event.time;
  }
  FlowResult result;
  result.steps.resize(3);
  std::vector<std::vector<double>> latencies(3);
  std::vector<std::tuple<Nanos, std::string, std::size_t, bool>> waiting;
  for (const auto& [id, steps] : ids) {
    bool delayed = false;
    for (std::size_t i = 0; i < 3; ++i) {
      if (!steps.contains(i)) {
        result.steps[i].skipped += steps.rbegin()->first > i;
        continue;
      }
      ++result.steps[i].reached;
      if (i == 0 || !steps.contains(i - 1)) continue;
      const Nanos waited = steps.at(i) - steps.at(i - 1);
      if (waited < 0) ++result.steps[i].out_of_order;
      if (waited >= 0) latencies[i].push_back(static_cast<double>(waited) / kSecond);
      if (waited >= 30 * kMinute) ++result.steps[i].delayed, delayed = true;
    }
    result.delayed += delayed;
    if (!steps.contains(0)) continue;
    ++result.started;
    if (steps.contains(2)) {
      ++result.completed;
      continue;
    }
    ++result.steps[steps.rbegin()->first].unfinished;
    Nanos since = 0;
    for (const auto& [step, time] : steps) since = std::max(since, time);
    if (end - since < 30 * kMinute) {
      ++result.in_progress;
      continue;
    }
    const bool lost = end - since >= 4 * kHour;
    ++(lost ? result.lost : result.stuck);
    waiting.emplace_back(since, id, steps.rbegin()->first, lost);
  }
  for (std::size_t i = 0; i < 3; ++i) {
    auto& sorted = latencies[i];
    std::ranges::sort(sorted);
    const auto n = sorted.size();
    auto& step = result.steps[i];
    step.timed = n;
    if (n > 0) step.p50 = sorted[(n * 50 + 99) / 100 - 1], step.p95 = sorted[(n * 95 + 99) / 100 - 1], step.max = sorted.back();
  }
  std::ranges::sort(waiting);
  waiting.resize(std::min<std::size_t>(waiting.size(), 10));
  for (const auto& [since, id, step, lost] : waiting) result.waiting.push_back({id, step, kFlowStart + since, lost});
  return result;
}

}  // namespace

TEST_CASE("nothing gives an account of nothing") {
  const auto result = flow_result({});
  CHECK(result.started == 0);
  CHECK(!result.completion_rate);
  CHECK(result.steps.size() == 3);
  CHECK(result.steps[1].name == "b");
  CHECK(!result.steps[1].p50);
  CHECK(result.waiting.empty());
  CHECK(result.one_in == 1);
}

TEST_CASE("ids are completed, in progress, stuck or lost by the time since their latest event") {
  const auto result = flow_result({{"done", 0, 0},
                                   {"done", 1, kMinute},
                                   {"done", 2, 3 * kMinute},
                                   {"fresh", 0, kDay - 30 * kMinute + 1},
                                   {"stuck", 0, kHour},
                                   {"stuck", 1, kDay - 30 * kMinute},
                                   {"just stuck", 0, kDay - 4 * kHour + 1},
                                   {"lost", 0, kDay - 4 * kHour}});
  CHECK(result.started == 5);
  CHECK(result.completed == 1);
  CHECK(result.completion_rate == 0.2);
  CHECK(result.in_progress == 1);
  CHECK(result.stuck == 2);
  CHECK(result.lost == 1);
  REQUIRE(result.waiting.size() == 3);
  CHECK(result.waiting[0].id == "lost");
  CHECK(result.waiting[0].lost);
  CHECK(result.waiting[1].id == "just stuck");
  CHECK(result.waiting[2].id == "stuck");
  CHECK(result.waiting[2].step == 1);
  CHECK(result.waiting[2].since == kFlowStart + kDay - 30 * kMinute);
  CHECK(!result.waiting[2].lost);
  CHECK(result.steps[0].unfinished == 3);
  CHECK(result.steps[1].unfinished == 1);
}

TEST_CASE("a step's latency is of the ids that reached it after the step before it") {
  const auto result =
      flow_result({{"x", 0, 0}, {"x", 1, 2 * kSecond}, {"y", 0, 0}, {"y", 1, 30 * kMinute}, {"z", 0, kHour}, {"z", 1, kMinute}});
  const auto& step = result.steps[1];
  CHECK(step.reached == 3);
  CHECK(step.out_of_order == 1);
  CHECK(step.delayed == 1);
  CHECK(step.timed == 2);
  CHECK(step.p50 == 2);
  CHECK(step.p95 == 1800);
  CHECK(step.max == 1800);
  CHECK(result.delayed == 1);
}

TEST_CASE("the earliest event of a step counts, and steps may be skipped") {
  const auto result =
      flow_result({{"x", 0, kHour}, {"x", 0, kMinute}, {"x", 2, 2 * kMinute}, {"late", 1, 0}, {"late", 2, kSecond}});
  CHECK(result.started == 1);
  CHECK(result.completed == 1);
  CHECK(result.steps[0].skipped == 1);
  CHECK(result.steps[1].skipped == 1);
  CHECK(result.steps[2].reached == 2);
  CHECK(result.steps[2].timed == 1);
  CHECK(result.steps[2].max == 1);
}

TEST_CASE("ids that are empty or too long are counted and not followed") {
  const std::string longest(FlowTable::kLongestId, 'x');
  const auto result = flow_result({{"", 0, 0}, {longest + "y", 0, 0}, {longest, 0, 0}});
  CHECK(result.started == 1);
  CHECK(result.without_id == 2);
}

TEST_CASE("times at the ends of what can be told do no harm") {
  FlowTable table(2);
  constexpr Nanos kFirst = std::numeric_limits<Nanos>::min();
  constexpr Nanos kLast = std::numeric_limits<Nanos>::max();
  table.add("x", 0, kFirst);
  table.add("x", 1, kLast);
  table.add("y", 0, kLast);
  table.add("z", 0, kFirst);
  Flow flow = three_steps();
  flow.steps.pop_back();
  const auto result = evaluate(flow, table, kLast);
  CHECK(result.completed == 1);
  CHECK(result.in_progress == 1);
  CHECK(result.lost == 1);
  // 2^64 ns, to the precision of a double.
  CHECK(result.steps[1].max == doctest::Approx(18'446'744'073.709551615));
}

TEST_CASE("random events give the numbers of a slow recount, in any order and in any parts") {
  std::mt19937 random(7);
  for (int round = 0; round < 30; ++round) {
    auto events = random_events(random, 1 + random() % 60);
    const Nanos end = 600 * kMinute + kSecond;
    auto expected = recount(events, end);
    expected.one_in = 1;
    check_same(flow_result(events, end), expected);
    std::ranges::shuffle(events, random);
    FlowTable merged(3);
    for (std::size_t begin = 0; begin < events.size();) {
      const std::size_t size = std::min<std::size_t>(events.size() - begin, 1 + random() % 40);
      merged.merge(flow_table({events.begin() + static_cast<long>(begin), events.begin() + static_cast<long>(begin + size)}));
      begin += size;
    }
    check_same(evaluate(three_steps(), merged, kFlowStart + end), expected);
  }
}

TEST_CASE("with too many ids a share is followed, which order and parts do not change") {
  std::mt19937 random(11);
  constexpr std::size_t kLimit = 100;
  std::vector<Event> events;
  for (int i = 0; i < 3'000; ++i)
    events.push_back({"order-" + std::to_string(i), random() % 3, static_cast<Nanos>(random() % kDay)});
  const FlowTable expected = flow_table(events, kLimit);
  CHECK(expected.ids().size() <= kLimit);
  // 3,000 ids halved four times would be about 187, five times 94.
  CHECK((expected.one_in() == 32 || expected.one_in() == 64));
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(events, random);
    const auto middle = events.begin() + static_cast<long>(random() % events.size());
    FlowTable merged = flow_table({events.begin(), middle}, kLimit);
    merged.merge(flow_table({middle, events.end()}, kLimit));
    CHECK(merged.ids() == expected.ids());
    CHECK(merged.one_in() == expected.one_in());
  }
}

TEST_CASE("exactly as many ids as there is room for are all followed") {
  FlowTable table(1, 8);
  for (int i = 0; i < 8; ++i) table.add(std::to_string(i), 0, 0);
  CHECK(table.one_in() == 1);
  CHECK(table.ids().size() == 8);
  table.add("7", 0, 0);
  CHECK(table.one_in() == 1);
  table.add("8", 0, 0);
  CHECK(table.one_in() > 1);
  CHECK(table.ids().size() <= 8);
}

TEST_CASE("the share that is followed is as large as it says") {
  FlowTable table(1, 1'000);
  constexpr double kIds = 100'000;
  for (int i = 0; i < static_cast<int>(kIds); ++i) table.add("f-" + std::to_string(10'000'000 + i), 0, 0);
  const double estimate = static_cast<double>(table.ids().size() * table.one_in());
  // Of about 781 ids the standard deviation is 28: within five of them.
  CHECK(estimate == doctest::Approx(kIds).epsilon(0.18));
}

}  // namespace invmon::policy
