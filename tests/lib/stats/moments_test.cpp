#include "stats/moments.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "reference/exact_statistics.hpp"
#include "value_sets.hpp"

using invmon::stats::Moments;
using namespace invmon::tests;

namespace {

constexpr double kHighest = std::numeric_limits<double>::max();

using Readings = std::vector<std::optional<std::uint64_t>>;

Readings readings(const Moments& moments) {
  Readings result{moments.count()};
  for (const auto& value : {moments.sum(), moments.mean(), moments.variance(), moments.stddev(), moments.min(), moments.max()}) {
    result.push_back(value ? std::optional(bits_of(*value)) : std::nullopt);
  }
  return result;
}

}  // namespace

TEST_CASE("moments of nothing are absent") {
  const Moments none;
  CHECK(none.count() == 0);
  CHECK(readings(none) == Readings{0, {}, {}, {}, {}, {}, {}});
  Moments merged;
  merged.merge(none);
  CHECK(readings(merged) == readings(none));
}

TEST_CASE("moments of one value are that value, without variance") {
  for (const double x : {0.1, -7.0, 1e200, -kHighest, 5e-324}) {
    const auto one = add_all<Moments>({x});
    CHECK(one.count() == 1);
    CHECK(one.sum() == x);
    CHECK(one.mean() == x);
    CHECK(one.variance() == 0);
    CHECK(one.stddev() == 0);
    CHECK(one.min() == x);
    CHECK(one.max() == x);
  }
}

TEST_CASE("moments of the textbook example 2 4 4 4 5 5 7 9") {
  const auto moments = add_all<Moments>({2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(moments.count() == 8);
  CHECK(moments.sum() == 40);
  CHECK(moments.mean() == 5);
  CHECK(moments.variance() == 4);
  CHECK(moments.stddev() == 2);
  CHECK(moments.min() == 2);
  CHECK(moments.max() == 9);
}

TEST_CASE("moments scale with their values") {
  for (int exponent = -500; exponent <= 500; ++exponent) {
    Moments moments;
    for (const double x : {2, 4, 4, 4, 5, 5, 7, 9}) moments.add(std::ldexp(x, exponent));
    CAPTURE(exponent);
    REQUIRE(moments.mean() == std::ldexp(5, exponent));
    REQUIRE(moments.variance() == std::ldexp(4, 2 * exponent));
  }
}

TEST_CASE("a mean halfway between two doubles goes to the even one, and any more decides") {
  CHECK(add_all<Moments>({3 * 0x1p65, 3 * 0x1p12, 0}).mean() == 0x1p65);
  CHECK(add_all<Moments>({3 * 0x1p65, 3 * 0x1p12, 1}).mean() == 0x1p65 + 0x1p13);  // 2^65 + 2^12 + 1/3
}

TEST_CASE("the variance of values far from zero does not cancel") {
  CHECK(add_all<Moments>({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}).variance() == 22.5);
  CHECK(add_all<Moments>(std::vector<double>(1'000, 0.1)).variance() == 0);
  CHECK(add_all<Moments>(std::vector<double>(1'000, 1e200)).variance() == 0);
}

TEST_CASE("what lies beyond the largest double is infinite as a sum and absent as a variance") {
  const auto two = add_all<Moments>({kHighest, kHighest});
  CHECK(two.sum() == std::numeric_limits<double>::infinity());
  CHECK(two.mean() == kHighest);
  const auto opposite = add_all<Moments>({1e200, -1e200});
  CHECK(opposite.mean() == 0);
  CHECK_FALSE(opposite.variance());
  CHECK_FALSE(opposite.stddev());
}

TEST_CASE("a negative zero counts as zero, whichever comes first") {
  for (const auto& values : {std::vector{0.0, -0.0}, std::vector{-0.0, 0.0}, std::vector{-0.0}}) {
    const auto moments = add_all<Moments>(values);
    CHECK_FALSE(std::signbit(*moments.min()));
    CHECK_FALSE(std::signbit(*moments.max()));
    CHECK_FALSE(std::signbit(*moments.sum()));
  }
}

TEST_CASE("the largest of negative values is negative") {
  const auto moments = add_all<Moments>({-3, -2});
  CHECK(moments.min() == -3);
  CHECK(moments.max() == -2);
}

TEST_CASE("moments equal exact arithmetic rounded once") {
  Random random(3);
  for (const std::size_t size : {2, 3, 10, 200}) {
    for (const auto& set : nasty_value_sets(size, random)) {
      CAPTURE(set.name);
      CAPTURE(size);
      const auto moments = add_all<Moments>(set.values);
      CHECK(moments.sum() == invmon::reference::sum(set.values));
      CHECK(moments.mean() == invmon::reference::mean(set.values));
      const double variance = invmon::reference::variance(set.values);
      CHECK(moments.variance() == (std::isinf(variance) ? std::nullopt : std::optional(variance)));
      CHECK(moments.min() == *std::ranges::min_element(set.values));
      CHECK(moments.max() == *std::ranges::max_element(set.values));
    }
  }
}

TEST_CASE("moments are the same in any order and any split") {
  Random random(4);
  for (int round = 0; round < 10; ++round) {
    for (const auto& set : nasty_value_sets(300, random)) {
      CAPTURE(set.name);
      CHECK(readings(add_in_pieces<Moments>(set.values, random)) == readings(add_all<Moments>(set.values)));
    }
  }
}
