#include "pipeline/streak_book.hpp"

#include <algorithm>
#include <tuple>

namespace invmon::pipeline {

StreakBook::StreakBook(const window::TableShape& shape, std::uint64_t threshold)
    : threshold_(threshold), streaks_(shape, threshold) {
  for (std::size_t i = 0; i < shape.dimensions; ++i) open_.push_back({i});
}

std::span<const input::Outcome> StreakBook::add(std::span<const input::Outcome> outcomes) {
  changes_.clear();
  for (const auto& outcome : outcomes) {
    const auto& [time, failure, keys] = outcome;
    bool changes = streaks_.add_to_whole(time, failure);
    if (changes) follow(open_of_all_, outcome, window::kOtherKey);
    for (std::size_t i = 0; i < open_.size(); ++i) {
      if (keys[i] == window::kOtherKey || !streaks_.add_to_group(i, keys[i], time, failure)) continue;
      follow(open_[i], outcome, keys[i]);
      changes = true;
    }
    if (changes) changes_.push_back(outcome);
  }
  return changes_;
}

void StreakBook::fold(std::size_t dimension, std::uint32_t key) {
  streaks_.panes().fold(dimension, key);
  open_[dimension].by_key.erase(key);
}

void StreakBook::finish() {
  for (const auto& [key, run] : open_of_all_.by_key) end_run({run, std::nullopt, key});
  // By time, so that it does not hang on the keys' numbers which runs are kept when there are too many.
  std::vector<LongRun> open;
  for (const auto& [dimension, by_key] : open_) {
    for (const auto& [key, run] : by_key) open.push_back({run, dimension, key});
  }
  std::sort(open.begin(), open.end(), [](const LongRun& a, const LongRun& b) {
    return std::tuple(a.run.last, a.run.first, a.dimension, a.run.length) <
           std::tuple(b.run.last, b.run.first, b.dimension, b.run.length);
  });
  for (const auto& long_run : open) end_run(long_run);
}

void StreakBook::follow(OpenRuns& open, const input::Outcome& outcome, std::uint32_t key) {
  auto& [dimension, by_key] = open;
  if (outcome.failure) {
    auto& run = by_key[key];
    if (run.length == 0) run.first = outcome.time;
    run.last = outcome.time;
    ++run.length;
  } else if (const auto found = by_key.find(key); found != by_key.end()) {
    end_run({found->second, dimension, key});
    by_key.erase(found);
  }
}

void StreakBook::end_run(const LongRun& long_run) {
  if (long_run.run.length < threshold_) return;
  if (runs_.size() < kMaxRuns) {
    runs_.push_back(long_run);
  } else {
    ++runs_left_out_;
  }
}

}  // namespace invmon::pipeline
