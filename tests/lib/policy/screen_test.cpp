#include "policy/screen.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "record/record.hpp"
#include "window/record_batch.hpp"
#include "window/streak_pane.hpp"

namespace invmon::policy {
namespace {

using window::Pane;
using window::StreakPane;

constexpr std::int64_t kWidth = 5, kOtherWidth = 2;  // panes

Condition condition_of(const std::string& text) {
  auto condition = Condition::parse(text, std::vector<std::string>{"cpu"});
  REQUIRE_MESSAGE(condition, (condition ? "" : to_string(condition.error())));
  return *std::move(condition);
}

/// Minutes of a log that fails now and then, some without a record or a success.
struct Minutes {
  explicit Minutes(const Condition& condition) { require(condition, 0, spec); }

  void fill(std::mt19937_64& random, std::uint64_t largest) {
    const auto few = 2 + random() % 60, most = 2 + random() % 10;
    bool outage = false;
    ordered = random() % 2 == 0;
    for (std::int64_t index = -100; index < 100; ++index) {
      if (random() % 4 == 0) continue;
      outage = random() % (outage ? 2 : 20) == 0;
      window::RecordBatch batch;
      for (std::uint64_t row = random() % most; row > 0; --row) {
        record::Record record;
        record.time = index * kMinute;
        record.transaction = random() % 8 != 0;
        record.failure = record.transaction && (outage || random() % few == 0);
        record.retries = random() % few == 0 ? 1 + random() % largest : 0;
        if (random() % 10 != 0) record.duration = static_cast<double>(random() % few == 0 ? random() % 2'000 : 100) / 1'000;
        record.counted = !ordered && random() % 200 == 0;
        record.count = record.counted ? 1 + random() % 5 : 1;
        batch.add(record, row);
        if (record.transaction && !record.counted) streaks.at(index, StreakPane(1)).add(record.time, record.failure);
      }
      panes.at(index, Pane(spec.parts)).add(batch, batch.rows());
    }
  }

  FeedSpec spec;
  window::Series<Pane> panes;
  window::Series<StreakPane> streaks;
  bool ordered = true;  ///< no record says how many it tells of
};

/// What a check comes to whose windows are added up pane by pane.
Verdict slow_verdict(const Condition& condition, const Minutes& minutes, std::int64_t end, std::uint64_t min_events) {
  const auto merged = [&](std::int64_t width, const auto& series, auto sum) {
    for (const auto& [index, pane] : series.panes()) {
      if (index >= end - width && index < end) sum.merge(*pane);
    }
    return sum;
  };
  const Pane empty(minutes.spec.parts);
  if (merged(kWidth, minutes.panes, empty).transactions() < min_events) return Verdict::no_data;
  const auto value = [&](std::size_t i) {
    const auto& measure = condition.measures()[i];
    const auto width = measure.window ? kOtherWidth : kWidth;
    const Pane pane = merged(width, minutes.panes, empty);
    const StreakPane streak = merged(width, minutes.streaks, StreakPane(1));
    return read(measure, {pane, &pane, &streak.streak(), static_cast<double>(60 * width), 0});
  };
  return condition.judge(value, {}, 0);
}

TEST_CASE("what single panes rule out is false when the window is added up, and has events enough") {
  std::mt19937_64 random(17);
  const std::vector<std::string> conditions = {
      "error_rate > 10%",
      "0.1 <= error_rate",
      "success_ratio < 90%",
      "success_ratio <= 1 - 3 * 5%",
      "retry_rate >= 20%",
      "retried_share > 15% or error_rate[2m] > 20%",
      "share(within 800ms) < 95%",
      "p90 > 300ms",
      "p50 > 100ms and retry_rate > 0",
      "failures >= 2",
      "failure_streak >= 2 and error_rate > 30%",
      "failure_streak > 0",
      "failure_streak >= 4",
      "failures > 2 or failure_streak[2m] >= 2",
      "error_rate > 10% and error_rate[2m] > 10% and transactions >= 20 and failures >= 2",
      "(error_rate > 10% and failures[2m] > 1) or (error_rate[2m] > 30% and p90 > 300ms)"};
  for (const auto& text : conditions) {
    CAPTURE(text);
    const auto condition = condition_of(text);
    std::vector<std::int64_t> widths;
    for (const auto& measure : condition.measures()) widths.push_back(measure.window ? kOtherWidth : kWidth);
    std::size_t ruled_out = 0, left = 0;
    for (int round = 0; round < 30; ++round) {
      Minutes minutes(condition);
      minutes.fill(random, round % 5 == 0 ? std::uint64_t{1} << 40 : 3);
      const auto min_events = std::array<std::uint64_t, 5>{0, 1, 4, 8, 16}[random() % 5];
      const FeedSeries series{{}, &minutes.panes, &minutes.streaks, minutes.ordered};
      auto screen = Screen::make(condition, widths, series);
      REQUIRE(screen);
      screen->require_events(min_events, kWidth);
      for (std::int64_t end = -110; end < 110; end += 1 + static_cast<std::int64_t>(random() % 3)) {
        if (!screen->rules_out(end)) {
          ++left;
          continue;
        }
        const auto last = std::min<std::int64_t>(110, end + static_cast<std::int64_t>(random() % 40));
        const auto until = screen->rules_out_until(end, last);
        REQUIRE(until <= last);
        for (; end <= until; ++end, ++ruled_out) {
          REQUIRE(slow_verdict(condition, minutes, end, min_events) == Verdict::ok);
        }
      }
    }
    CHECK(ruled_out > 50);
    CHECK(left > 50);
  }
}

TEST_CASE("no condition is ruled out of which single panes tell nothing") {
  const Minutes minutes(condition_of("error_rate > 1%"));
  const FeedSeries series{{}, &minutes.panes, &minutes.streaks}, no_streaks{{}, &minutes.panes, nullptr};
  for (const auto* text :
       {"transactions > 20", "error_rate == 1", "not error_rate > 1%", "failures >= 0", "max(cpu) > 85", "mean > 1s",
        "error_rate + retry_rate > 10%", "error_rate > 150% of baseline", "age > 15m", "absent",
        "error_rate > 1% or transactions < 3", "transactions_per_minute < 5", "failures < 3", "p95 <= 300ms"}) {
    CAPTURE(text);
    const auto condition = condition_of(text);
    const std::vector<std::int64_t> widths(condition.measures().size(), kWidth);
    CHECK(!Screen::make(condition, widths, series));
  }
  const auto streak = condition_of("failure_streak >= 5");
  CHECK(!Screen::make(streak, std::vector<std::int64_t>{kWidth}, no_streaks));
}

}  // namespace
}  // namespace invmon::policy
