#include "window/long_runs.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <vector>

#include "stats/streak.hpp"

namespace invmon::window {
namespace {

struct Outcome {
  Nanos time;
  bool failure;

  bool operator==(const Outcome&) const = default;
};

std::vector<Outcome> random_outcomes(std::mt19937_64& random, Nanos count) {
  std::vector<Outcome> outcomes;
  bool failure = false;
  for (Nanos time = 0; time < count; ++time) {
    if (random() % 3 == 0) failure = random() % 2 == 0;
    outcomes.push_back({time, failure});
  }
  return outcomes;
}

std::uint64_t longest(const std::vector<Outcome>& outcomes, Nanos first, Nanos last) {
  stats::Streak streak(1);
  for (const auto& [time, failure] : outcomes) {
    if (time >= first && time < last) streak.add(time, failure);
  }
  return streak.longest() ? streak.longest()->length : 0;
}

TEST_CASE("long streaks of any window are the same without the short runs") {
  std::mt19937_64 random(8);
  std::size_t same = 0, shorter = 0, left_out = 0;
  for (int round = 0; round < 100; ++round) {
    const std::uint64_t least = 1 + random() % 7;
    LongRuns runs(least);
    std::map<std::uint32_t, std::vector<Outcome>> all, kept;
    for (const auto& [time, failure] : random_outcomes(random, 200)) {
      const auto key = static_cast<std::uint32_t>(random() % 2);
      all[key].push_back({time, failure});
      runs.add(key, time, failure, [&, to = key](Nanos at, bool failed) { kept[to].push_back({at, failed}); });
    }
    for (const auto& [key, outcomes] : all) {
      left_out += outcomes.size() - kept[key].size();
      for (int window = 0; window < 50; ++window) {
        const auto first = static_cast<Nanos>(random() % 200), last = first + static_cast<Nanos>(random() % 60);
        const auto expected = longest(outcomes, first, last), found = longest(kept[key], first, last);
        if (expected >= least) {
          REQUIRE(found == expected);
          ++same;
        } else {
          REQUIRE(found <= expected);
          ++shorter;
        }
      }
    }
  }
  CHECK(same > 1'000);
  CHECK(shorter > 1'000);
  CHECK(left_out > 1'000);
}

TEST_CASE("all outcomes stay where the shortest run does, and little is held back for the longest") {
  std::vector<Outcome> kept;
  const auto take = [&](Nanos time, bool failure) { kept.push_back({time, failure}); };
  LongRuns all(1), longest(1'000'000);
  for (const auto& outcome : {Outcome{0, false}, Outcome{1, true}, Outcome{2, false}, Outcome{3, false}}) {
    all.add(0, outcome.time, outcome.failure, take);
  }
  CHECK(kept == std::vector<Outcome>{{0, false}, {1, true}, {2, false}, {3, false}});
  kept.clear();
  for (Nanos time = 0; time < 100; ++time) longest.add(0, time, true, take);
  CHECK(kept.size() == 100);
}

}  // namespace
}  // namespace invmon::window
