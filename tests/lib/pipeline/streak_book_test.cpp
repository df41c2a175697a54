#include "pipeline/streak_book.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "reference/exact_statistics.hpp"

namespace invmon::pipeline {
namespace {

constexpr std::uint64_t kThreshold = 3;
constexpr Nanos kWidth = 1'000;

/// A series: a key of a dimension, or the whole as dimension -1.
using SeriesId = std::pair<int, std::uint32_t>;
using Outcomes = std::vector<reference::Outcome>;

/// Length, first and last time.
using Run = std::tuple<std::uint64_t, Nanos, Nanos>;
using LongRuns = std::vector<std::pair<SeriesId, Run>>;

struct Readings {
  Run longest = {};
  std::uint64_t over_threshold = 0;

  bool operator==(const Readings&) const = default;
};

std::vector<Run> runs_in(const Outcomes& outcomes) {
  std::vector<Run> runs;
  for (const auto& run : reference::runs_of_failures(outcomes)) {
    runs.emplace_back(run.length(), outcomes[run.first].time, outcomes[run.last].time);
  }
  return runs;
}

Readings scan(const Outcomes& outcomes) {
  Readings result;
  for (const auto& run : runs_in(outcomes)) {
    if (std::get<0>(run) > std::get<0>(result.longest)) result.longest = run;
    result.over_threshold += std::get<0>(run) >= kThreshold;
  }
  return result;
}

Readings read(const stats::Streak& streak) {
  const auto longest = streak.longest().value_or(stats::Run());
  return {{longest.length, longest.first, longest.last}, streak.over_threshold()};
}

TEST_CASE("streaks by window and group, and long runs, are those of a scan of each series") {
  std::mt19937 random(31);
  for (int round = 0; round < 60; ++round) {
    const bool windowed_groups = round % 2 == 0;
    const std::vector<std::uint32_t> all_keys = {window::kOtherKey, 1, 2, 65, 129, 7};  // some stand in each other's place
    const auto keys = std::span(all_keys).first(1 + random() % all_keys.size());
    const auto failures_in_ten = random() % 10;
    StreakBook book({window::Windowing::fixed(kWidth), windowed_groups, 2}, kThreshold);

    std::map<SeriesId, Outcomes> by_series;
    std::map<std::pair<SeriesId, std::int64_t>, Outcomes> by_window;
    std::vector<input::Outcome> outcomes;
    Nanos time = -5 * kWidth;
    for (int i = 0; i < 600; ++i) {
      time += static_cast<Nanos>(random() % 4 == 0 ? random() % 100 : 0);
      auto& outcome = outcomes.emplace_back();
      outcome.time = time;
      outcome.failure = random() % 10 < failures_in_ten;
      const auto add = [&](SeriesId series, bool windowed) {
        by_series[series].push_back({time, outcome.failure});
        by_window[{series, windowed ? floor_div(time, kWidth) : 0}].push_back({time, outcome.failure});
      };
      add({-1, window::kOtherKey}, true);
      for (std::size_t dimension = 0; dimension < 2; ++dimension) {
        outcome.keys[dimension] = keys[random() % keys.size()];
        if (outcome.keys[dimension] != window::kOtherKey) {
          add({static_cast<int>(dimension), outcome.keys[dimension]}, windowed_groups);
        }
      }
    }
    for (std::size_t from = 0; from < outcomes.size(); from += 70) {
      book.add(std::span(outcomes).subspan(from, std::min<std::size_t>(70, outcomes.size() - from)));
    }
    book.finish();

    std::size_t panes = 0;
    const auto check = [&](SeriesId id, const window::Series<window::StreakPane>& series) {
      for (const auto& [window, pane] : series.panes()) {
        CHECK(read(pane->streak()) == scan(by_window.at({id, window})));
        ++panes;
      }
    };
    check({-1, window::kOtherKey}, book.panes().whole());
    for (int dimension = 0; dimension < 2; ++dimension) {
      for (const auto& [key, series] : book.panes().groups(static_cast<std::size_t>(dimension))) check({dimension, key}, series);
    }
    CHECK(panes == by_window.size());

    LongRuns expected, seen;
    for (const auto& [id, of_series] : by_series) {
      for (const auto& run : runs_in(of_series)) {
        if (std::get<0>(run) >= kThreshold) expected.emplace_back(id, run);
      }
    }
    for (const auto& [run, dimension, key] : book.runs()) {
      seen.push_back({{dimension ? static_cast<int>(*dimension) : -1, key}, {run.length, run.first, run.last}});
    }
    std::ranges::sort(expected);
    std::ranges::sort(seen);
    CHECK(seen == expected);
  }
}

}  // namespace
}  // namespace invmon::pipeline
