#include "stats/streak.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "reference/exact_statistics.hpp"

using invmon::reference::Outcome;
using invmon::stats::Run;
using invmon::stats::Streak;
namespace reference = invmon::reference;

namespace {

constexpr std::uint64_t kThreshold = 3;

/// 'x' is a failure; the outcomes are 10 ns apart.
std::vector<Outcome> outcomes_of(std::string_view text) {
  std::vector<Outcome> outcomes;
  for (const char c : text) outcomes.push_back({static_cast<invmon::Nanos>(10 * outcomes.size()), c == 'x'});
  return outcomes;
}

Streak streak_of(std::span<const Outcome> outcomes) {
  Streak streak(kThreshold);
  for (const auto& [time, failure] : outcomes) streak.add(time, failure);
  return streak;
}

Streak streak_of(std::string_view text) { return streak_of(outcomes_of(text)); }

struct StreakReadings {
  std::optional<Run> longest;
  Run open;
  std::uint64_t over;

  bool operator==(const StreakReadings&) const = default;
};

StreakReadings readings(const Streak& streak) { return {streak.longest(), streak.open(), streak.over_threshold()}; }

StreakReadings scan(std::span<const Outcome> outcomes) {
  const auto runs = reference::runs_of_failures(outcomes);
  const auto to_run = [&](const reference::Stretch& run) {
    return Run{run.length(), outcomes[run.first].time, outcomes[run.last].time};
  };
  StreakReadings result{{}, {}, 0};
  for (const auto& run : runs) {
    if (!result.longest || run.length() > result.longest->length) result.longest = to_run(run);
    if (run.length() >= kThreshold) ++result.over;
    if (run.last + 1 == outcomes.size()) result.open = to_run(run);
  }
  return result;
}

Streak merge_pieces(std::span<const Outcome> outcomes, std::mt19937_64& random) {
  if (outcomes.size() < 2 || random() % 4 == 0) return streak_of(outcomes);
  const std::size_t cut = random() % (outcomes.size() + 1);
  Streak earlier = merge_pieces(outcomes.first(cut), random);
  earlier.merge(merge_pieces(outcomes.subspan(cut), random));
  return earlier;
}

}  // namespace

TEST_CASE("a sequence without failures has no longest run") {
  for (const auto* text : {"", ".", "....."}) {
    const auto streak = streak_of(text);
    CHECK_FALSE(streak.longest());
    CHECK(streak.open() == Run{});
    CHECK(streak.over_threshold() == 0);
  }
}

TEST_CASE("the longest run tells its length and its times, and the earliest wins a tie") {
  CHECK(streak_of("..xx.x").longest() == Run{2, 20, 30});
  CHECK(streak_of("xx.xx.").longest() == Run{2, 0, 10});
  CHECK(streak_of(".x.xxx").longest() == Run{3, 30, 50});
  CHECK(streak_of("x").longest() == Run{1, 0, 0});
}

TEST_CASE("the open run is the one that the last outcome belongs to") {
  CHECK(streak_of("xxx.xx").open() == Run{2, 40, 50});
  CHECK(streak_of("xxxxx").open() == Run{5, 0, 40});
  CHECK(streak_of("xxx.").open().length == 0);
  CHECK(streak_of("xxx").all_failed());
  CHECK(!streak_of("xxx.").all_failed());
}

TEST_CASE("runs over the threshold count once each, the first and the open one too") {
  CHECK(streak_of("xxx").over_threshold() == 1);
  CHECK(streak_of("xx").over_threshold() == 0);
  CHECK(streak_of("xxx.xxxx.xx.xxx").over_threshold() == 3);
  CHECK(streak_of(".xxx.").over_threshold() == 1);
}

TEST_CASE("a run that was cut by a boundary is joined by merging") {
  Streak earlier = streak_of(".xx");
  Streak later(kThreshold);
  later.add(100, true);
  later.add(110, false);
  earlier.merge(later);
  CHECK(earlier.longest() == Run{3, 10, 100});
  CHECK(earlier.over_threshold() == 1);
  CHECK(earlier.threshold() == kThreshold);
}

TEST_CASE("every short sequence, cut anywhere, equals a scan of the whole") {
  for (unsigned length = 0; length <= 10; ++length) {
    for (unsigned pattern = 0; pattern < 1U << length; ++pattern) {
      std::string text;
      for (unsigned i = 0; i < length; ++i) text += (pattern >> i & 1U) != 0 ? 'x' : '.';
      const auto outcomes = outcomes_of(text);
      const std::span<const Outcome> all(outcomes);
      const auto expected = scan(outcomes);
      REQUIRE(readings(streak_of(outcomes)) == expected);
      for (unsigned cut = 0; cut <= length; ++cut) {
        CAPTURE(text);
        CAPTURE(cut);
        Streak earlier = streak_of(all.first(cut));
        earlier.merge(streak_of(all.subspan(cut)));
        REQUIRE(readings(earlier) == expected);
      }
    }
  }
}

TEST_CASE("long sequences merged in any grouping equal a scan") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<Outcome> outcomes;
    const auto failures_in_ten = random() % 11;
    for (std::uint64_t i = random() % 300; i > 0; --i) {
      outcomes.push_back({static_cast<invmon::Nanos>(outcomes.size()) - 100, random() % 10 < failures_in_ten});
    }
    CHECK(readings(merge_pieces(outcomes, random)) == scan(outcomes));
  }
}
