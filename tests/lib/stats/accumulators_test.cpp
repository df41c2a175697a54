#include <doctest/doctest.h>

#include <array>
#include <boost/accumulators/framework/features.hpp>
#include <cstdint>
#include <utility>

#include "stats/accumulators/counters.hpp"
#include "stats/accumulators/distribution.hpp"
#include "stats/accumulators/streak.hpp"
#include "value_sets.hpp"

namespace stats = invmon::stats;
using stats::OutcomeStreak;

namespace {

using Distribution =
    boost::accumulators::accumulator_set<double,
                                         boost::accumulators::features<stats::tag::moments, stats::tag::exponential_histogram>>;

Distribution distribution_of(const std::vector<double>& values) {
  Distribution distribution;
  for (const double x : values) distribution(x);
  return distribution;
}

}  // namespace

TEST_CASE("a distribution starts empty") {
  const Distribution none;
  CHECK(stats::extract::moments(none).count() == 0);
  CHECK(stats::extract::exponential_histogram(none).count() == 0);
}

TEST_CASE("a distribution gives moments and quantiles of its samples") {
  const auto distribution = distribution_of({2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(stats::extract::moments(distribution).stddev() == 2);
  CHECK(stats::extract::exponential_histogram(distribution).quantile(0.5) == 4);
}

TEST_CASE("merging distributions merges every feature, from an lvalue and from an rvalue") {
  invmon::tests::Random random(12);
  for (const auto& set : invmon::tests::nasty_value_sets(2'000, random)) {
    CAPTURE(set.name);
    const auto whole = distribution_of(set.values);
    const std::vector<double> head(set.values.begin(), set.values.begin() + 700),
        tail(set.values.begin() + 700, set.values.end());
    for (const bool move : {false, true}) {
      auto merged = distribution_of(head);
      auto rest = distribution_of(tail);
      if (move) {
        stats::merge(merged, std::move(rest));
      } else {
        stats::merge(merged, rest);
        CHECK(stats::extract::moments(rest).count() == 1'300);
      }
      CHECK(stats::extract::moments(merged).variance() == stats::extract::moments(whole).variance());
      for (const double q : {0.0, 0.5, 0.99, 1.0}) {
        CHECK(stats::extract::exponential_histogram(merged).quantile(q) ==
              stats::extract::exponential_histogram(whole).quantile(q));
      }
    }
  }
}

TEST_CASE("a copied distribution is independent of the original") {
  auto original = distribution_of({1, 2, 3});
  const Distribution copy = original;
  original(100);
  CHECK(stats::extract::moments(copy).max() == 3);
  CHECK(stats::extract::exponential_histogram(copy).max() == 3);
}

TEST_CASE("a feature of counters sums the numbers of its samples side by side") {
  stats::Counts<2> retries_and_items, more;
  retries_and_items(std::array<std::uint64_t, 2>{2, 10});
  retries_and_items(std::array<std::uint64_t, 2>{0, 5});
  more(std::array<std::uint64_t, 2>{40, 1});
  stats::merge(retries_and_items, more);
  CHECK(stats::extract::counters<2>(retries_and_items).value(0) == 42);
  CHECK(stats::extract::counters<2>(retries_and_items).value(1) == 16);
}

TEST_CASE("a streak feature takes its threshold by name and appends later outcomes when merged") {
  OutcomeStreak earlier(stats::streak_threshold = 2), later(stats::streak_threshold = 2);
  earlier(stats::Outcome{10, false});
  earlier(stats::Outcome{20, true});
  later(stats::Outcome{30, true});
  later(stats::Outcome{40, false});
  CHECK(stats::extract::streak(earlier).over_threshold() == 0);
  stats::merge(earlier, later);
  CHECK(stats::extract::streak(earlier).threshold() == 2);
  CHECK(stats::extract::streak(earlier).longest() == stats::Run{2, 20, 30});
  CHECK(stats::extract::streak(earlier).over_threshold() == 1);
}
