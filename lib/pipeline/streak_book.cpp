#include "pipeline/streak_book.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace invmon::pipeline {

StreakBook::StreakBook(const window::TableShape& shape, std::uint64_t threshold)
    : threshold_(threshold), panes_(shape, window::StreakPane(threshold)), open_(shape.dimensions) {}

void StreakBook::add(std::span<const input::Outcome> outcomes) {
  for (const auto& outcome : outcomes) {
    panes_.whole(outcome.time).add(outcome.time, outcome.failure);
    follow(outcome);
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const auto key = outcome.keys[i];
      if (key == window::kOtherKey) continue;
      panes_.group(i, key, outcome.time).add(outcome.time, outcome.failure);
      follow(outcome, i, key);
    }
  }
}

void StreakBook::fold(std::size_t dimension, std::uint32_t key) {
  panes_.fold(dimension, key);
  open_[dimension].erase(key);
}

void StreakBook::finish() {
  end_run(open_of_all_, std::nullopt, window::kOtherKey);
  // By time, so that it does not hang on the keys' numbers which runs are kept when there are too many.
  std::vector<LongRun> open;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    for (const auto& [key, run] : open_[i]) open.push_back({run, i, key});
  }
  std::sort(open.begin(), open.end(), [](const LongRun& a, const LongRun& b) {
    return std::tuple(a.run.last, a.run.first, a.dimension, a.run.length) <
           std::tuple(b.run.last, b.run.first, b.dimension, b.run.length);
  });
  for (const auto& long_run : open) end_run(long_run.run, long_run.dimension, long_run.key);
}

void StreakBook::follow(const input::Outcome& outcome) {
  if (outcome.failure) {
    extend(open_of_all_, outcome.time);
  } else if (open_of_all_.length > 0) {
    end_run(std::exchange(open_of_all_, {}), std::nullopt, window::kOtherKey);
  }
}

void StreakBook::follow(const input::Outcome& outcome, std::size_t dimension, std::uint32_t key) {
  auto& open = open_[dimension];
  if (outcome.failure) {
    extend(open[key], outcome.time);
  } else if (const auto found = open.find(key); found != open.end()) {
    end_run(found->second, dimension, key);
    open.erase(found);
  }
}

void StreakBook::extend(stats::Run& run, Nanos time) {
  if (run.length == 0) run.first = time;
  run.last = time;
  ++run.length;
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
