#include "pipeline/streak_book.hpp"

#include <algorithm>
#include <tuple>

namespace invmon::pipeline {

StreakBook::StreakBook(const window::TableShape& shape, std::uint64_t threshold)
    : threshold_(threshold), panes_(shape, window::StreakPane(threshold)), group_runs_(shape.dimensions) {}

void StreakBook::add(std::span<const input::Outcome> outcomes) {
  for (const auto& outcome : outcomes) {
    panes_.whole(outcome.time).add(outcome.time, outcome.failure);
    follow(current_, outcome, std::nullopt, window::kOtherKey);
    for (std::size_t i = 0; i < group_runs_.size(); ++i) {
      const auto key = outcome.keys[i];
      if (key == window::kOtherKey) continue;
      panes_.group(i, key, outcome.time).add(outcome.time, outcome.failure);
      follow(group_runs_[i][key], outcome, i, key);
    }
  }
}

void StreakBook::fold(std::size_t dimension, std::uint32_t key) {
  panes_.fold(dimension, key);
  group_runs_[dimension].erase(key);
}

void StreakBook::finish() {
  end_run(current_, std::nullopt, window::kOtherKey);
  // By time, so that it does not hang on the keys' numbers which runs are kept when there are too many.
  std::vector<LongRun> open;
  for (std::size_t i = 0; i < group_runs_.size(); ++i) {
    for (const auto& [key, run] : group_runs_[i]) open.push_back({run, i, key});
  }
  std::sort(open.begin(), open.end(), [](const LongRun& a, const LongRun& b) {
    return std::tuple(a.run.last, a.run.first, a.dimension, a.run.length) <
           std::tuple(b.run.last, b.run.first, b.dimension, b.run.length);
  });
  for (const auto& long_run : open) end_run(long_run.run, long_run.dimension, long_run.key);
}

void StreakBook::follow(stats::Run& current, const input::Outcome& outcome, std::optional<std::size_t> dimension,
                        std::uint32_t key) {
  if (outcome.failure) {
    if (current.length == 0) current.first = outcome.time;
    current.last = outcome.time;
    ++current.length;
  } else if (current.length > 0) {
    end_run(current, dimension, key);
    current = {};
  }
}

void StreakBook::end_run(const stats::Run& run, std::optional<std::size_t> dimension, std::uint32_t key) {
  if (run.length < threshold_) return;
  if (runs_.size() < kMaxRuns) {
    runs_.push_back({run, dimension, key});
  } else {
    ++runs_left_out_;
  }
}

}  // namespace invmon::pipeline
