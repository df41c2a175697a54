#include "policy/measure.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "policy/feed_plan.hpp"
#include "record/record.hpp"
#include "stats/bucket_index.hpp"
#include "window/pane.hpp"
#include "window/record_batch.hpp"

namespace invmon::policy {
namespace {

/// What a feed keeps of durations for a condition.
window::Durations durations_for(std::string_view condition) {
  FeedSpec feed;
  require(*Condition::parse(condition, {}), 0, feed);
  return feed.parts.durations;
}

TEST_CASE("a feed keeps of durations what its conditions read") {
  CHECK(durations_for("error_rate > 2% and share(within 800ms) < 95%") == window::Durations::none);
  CHECK(durations_for("p95 > 300ms") == window::Durations::quantiles);
  CHECK(durations_for("p90 > 300ms or failures > 3") == window::Durations::quantiles);
  CHECK(durations_for("p95 > 300ms and mean > 1s") == window::Durations::all);
  CHECK(durations_for("stddev > 1s") == window::Durations::all);
}

TEST_CASE("durations need not be kept below the lowest limit that a condition holds above") {
  const auto least = [](std::string_view condition) { return least_duration_read(*Condition::parse(condition, {})); };
  const auto bucket_of = [](double limit) { return stats::bucket_low(stats::bucket_index(limit)); };
  CHECK(least("p95 > 300ms") == bucket_of(0.3));
  CHECK(least("p95 > 300ms and p50 > 200ms and failures > 2") == bucket_of(0.2));
  constexpr double kAll = -std::numeric_limits<double>::infinity();
  for (const auto* condition : {"p95 > 300ms or failures > 2", "p95 > 300ms and p50 <= 1s", "p95 > 300ms and mean > 1s",
                                "p95 > 0s", "p95 > 300ms and p99 > 150% of baseline", "failures > 2"}) {
    CAPTURE(condition);
    CHECK(least(condition) == kAll);
  }
}

TEST_CASE("runs need not be kept that are shorter than every streak that a condition holds from") {
  const auto least = [](std::string_view condition) { return least_streak_read(*Condition::parse(condition, {})); };
  CHECK(least("failure_streak >= 5") == 5);
  CHECK(least("failure_streak > 5") == 6);
  CHECK(least("failure_streak >= 4.5 and error_rate > 50%") == 5);
  CHECK(least("error_rate > 50% and 3 < failure_streak") == 4);
  CHECK(least("failure_streak >= 5 and failure_streak[1h] >= 3") == 3);
  for (const auto* condition : {"failure_streak >= 5 or error_rate > 50%", "failure_streak < 5", "not failure_streak >= 5",
                                "failure_streak >= 5 and streak_open >= 3", "streak_over_threshold >= 2", "failure_streak >= -1",
                                "failure_streak > 150% of baseline", "failure_streak >= failures", "error_rate > 50%"}) {
    CAPTURE(condition);
    CHECK(least(condition) == 1);
  }
}

TEST_CASE("a feed keeps the runs that any of its readers reads") {
  const auto feed = [](bool streaks, std::uint64_t least) {
    FeedSpec spec;
    spec.streaks = streaks;
    spec.least_streak = least;
    return spec;
  };
  const auto together = [](FeedSpec one, const FeedSpec& other) {
    keep_also(one, other);
    return one.least_streak;
  };
  CHECK(together(feed(true, 5), feed(true, 3)) == 3);
  CHECK(together(feed(true, 5), feed(true, 7)) == 5);
  CHECK(together(feed(true, 5), feed(false, 1)) == 5);
  CHECK(together(feed(false, 1), feed(true, 5)) == 5);
}

TEST_CASE("counts say on which side of its limit a quantile lies, unless it is estimated in the limit's bucket") {
  std::mt19937 random(21);
  std::size_t told = 0, not_told = 0;
  for (int round = 0; round < 400; ++round) {
    const double limit = static_cast<double>(1 + random() % 2'000) / 1'000;
    auto condition = Condition::parse("p95 > " + std::to_string(limit) + "s", {});
    REQUIRE(condition);
    const auto counted = counted_limit(*condition, 0);
    REQUIRE(counted);
    CHECK(counted->low < counted->limit);
    CHECK(counted->limit <= counted->high);
    FeedSpec feed;
    require(*condition, 0, feed);
    window::Pane pane(feed.parts);
    window::RecordBatch batch;
    const std::size_t size = round % 2 == 0 ? 1 + random() % 1'024 : 1'025 + random() % 3'000;
    const double spread = random() % 3 == 0 ? 0.01 : 1;  // near the limit, or anywhere
    for (std::size_t row = 0; row < size; ++row) {
      record::Record record;
      record.transaction = true;
      record.duration = limit * (1 + spread * (static_cast<double>(random() % 2'000) / 1'000 - 1));
      if (random() % 10 == 0) record.duration = counted->limit;
      batch.add(record, row);
    }
    pane.add(batch, batch.rows());
    const auto& histogram = pane.durations();
    for (const double q : {0.001, 0.01, 0.5, 0.9, 0.95, 0.999}) {
      const auto side = beside(*counted, q, pane);
      const double value = *histogram.quantile(q);
      if (side) {
        CHECK((*side > limit) == (value > limit));
        ++told;
      } else {
        CHECK(!histogram.is_exact());
        CHECK(value >= counted->low);
        CHECK(value <= counted->high);
        ++not_told;
      }
    }
  }
  CHECK(told > 10 * not_told);
  CHECK(not_told > 20);
}

TEST_CASE("nothing is said of the side where there is no duration") {
  auto condition = Condition::parse("p95 > 300ms", {});
  REQUIRE(condition);
  FeedSpec feed;
  require(*condition, 0, feed);
  CHECK(!beside(*counted_limit(*condition, 0), 0.95, window::Pane(feed.parts)));
}

}  // namespace
}  // namespace invmon::policy
