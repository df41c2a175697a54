#include "stats/counters.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>

using Counters = invmon::stats::Counters<2>;

namespace {

/// The second sum is always 1.
Counters counters(std::uint64_t n) {
  Counters result;
  result.add({n, 1});
  return result;
}

constexpr auto kMost = ~std::uint64_t{0};

}  // namespace

TEST_CASE("sums start at zero, and each has numbers of its own added") {
  Counters counters;
  CHECK(counters.value(0) == 0);
  CHECK(counters.value(1) == 0);
  counters.add({1, 7});
  counters.add({41, 0});
  counters.add({0, 0});
  CHECK(counters.value(0) == 42);
  CHECK(counters.value(1) == 7);
}

TEST_CASE("a sum stops at the largest number, in any order of merging, and the others go on") {
  for (const auto& parts : {std::array{kMost, kMost, std::uint64_t{1}}, std::array{std::uint64_t{1}, kMost, kMost - 1}}) {
    Counters left = counters(parts[0]);
    left.merge(counters(parts[1]));
    left.merge(counters(parts[2]));
    Counters right = counters(parts[1]);
    right.merge(counters(parts[2]));
    Counters first = counters(parts[0]);
    first.merge(right);
    for (const auto& all : {left, first}) {
      CHECK(all.value(0) == kMost);
      CHECK(all.value(1) == 3);
      CHECK(all.is_full());
    }
  }
}

TEST_CASE("sums go on where two bytes end, however they are added, merged and taken away") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 500; ++round) {
    std::array<std::uint64_t, 2> expected{};
    Counters sums;
    for (int i = 0; i < 20; ++i) {
      const Counters::Addends addends{random() >> (24 + random() % 40), random() % 3};
      Counters part;
      part.add(addends);
      if (random() % 2 == 0) {
        sums.add(addends);
      } else {
        sums.merge(part);
      }
      if (random() % 3 == 0) {
        sums.subtract(part);
        continue;
      }
      for (std::size_t sum = 0; sum < 2; ++sum) expected[sum] += addends[sum];
    }
    REQUIRE(sums.value(0) == expected[0]);
    REQUIRE(sums.value(1) == expected[1]);
    REQUIRE(!sums.is_full());
  }
}

TEST_CASE("a sum is full at the largest number alone, and what was merged can be taken away before") {
  Counters sums = counters(kMost - 1);
  CHECK(!sums.is_full());
  const Counters one = counters(1);
  sums.merge(one);
  CHECK(sums.is_full());
  Counters below = counters(kMost - 2);
  below.merge(one);
  CHECK(!below.is_full());
  below.subtract(one);
  CHECK(below.value(0) == kMost - 2);
  CHECK(below.value(1) == 1);
}
