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
  std::uint64_t open = 0;  ///< failures at the end

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
  const auto last_success = std::ranges::find(outcomes.rbegin(), outcomes.rend(), false, &reference::Outcome::failure);
  result.open = static_cast<std::uint64_t>(last_success - outcomes.rbegin());
  return result;
}

Readings read(const stats::Streak& streak) {
  const auto longest = streak.longest().value_or(stats::Run());
  return {{longest.length, longest.first, longest.last}, streak.over_threshold(), streak.open().length};
}

const window::Series<window::StreakPane>& series_of(StreakBook& book, SeriesId id) {
  static const window::Series<window::StreakPane> none;
  if (id.first < 0) return book.panes().whole();
  const auto& groups = book.panes().groups(static_cast<std::size_t>(id.first));
  const auto found = groups.find(id.second);
  return found == groups.end() ? none : found->second;
}

/// The streak of each range of windows, wherever it begins and ends, is that of a scan of its outcomes.
void check_ranges(const std::map<std::int64_t, Outcomes>& of_windows, const window::Series<window::StreakPane>& series) {
  std::size_t panes = 0;
  for (auto first = of_windows.begin(); first != of_windows.end(); ++first) {
    Outcomes outcomes;
    window::StreakPane merged(kThreshold);
    for (auto window = first; window != of_windows.end(); ++window) {
      outcomes.insert(outcomes.end(), window->second.begin(), window->second.end());
      if (const auto pane = series.panes().find(window->first); pane != series.panes().end()) {
        merged.merge(*pane->second);
        panes += window == first;
      }
      CHECK(read(merged.streak()) == scan(outcomes));
    }
  }
  CHECK(panes == series.panes().size());
}

TEST_CASE("streaks by window and group, and long runs, are those of a scan of each series") {
  std::mt19937 random(31);
  for (int round = 0; round < 60; ++round) {
    const bool windowed_groups = round % 2 == 0;
    const std::vector<std::uint32_t> all_keys = {window::kOtherKey, 1, 2, 65, 129, 7};  // some stand in each other's place
    const auto keys = std::span(all_keys).first(1 + random() % all_keys.size());
    const auto failures_in_ten = random() % 10;
    StreakBook book({window::Windowing::fixed(kWidth), windowed_groups, 2}, kThreshold);
    StreakBook of_changes({window::Windowing::fixed(kWidth), windowed_groups, 2}, kThreshold);

    std::map<SeriesId, Outcomes> by_series;
    std::map<SeriesId, std::map<std::int64_t, Outcomes>> outcomes_by_window;
    std::vector<input::Outcome> outcomes;
    Nanos time = -5 * kWidth;
    for (int i = 0; i < 600; ++i) {
      time += static_cast<Nanos>(random() % 4 == 0 ? random() % 100 : 0);
      auto& outcome = outcomes.emplace_back();
      outcome.time = time;
      outcome.failure = random() % 10 < failures_in_ten;
      const auto add = [&](SeriesId series, bool windowed) {
        by_series[series].push_back({time, outcome.failure});
        outcomes_by_window[series][windowed ? floor_div(time, kWidth) : 0].push_back({time, outcome.failure});
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
      of_changes.add(book.add(std::span(outcomes).subspan(from, std::min<std::size_t>(70, outcomes.size() - from))));
    }
    book.finish();

    for (const auto& [id, of_windows] : outcomes_by_window) {
      check_ranges(of_windows, series_of(book, id));
      check_ranges(of_windows, series_of(of_changes, id));
    }

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
