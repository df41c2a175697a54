#include "stats/counter.hpp"

#include <doctest/doctest.h>

#include <array>

using invmon::stats::Counter;

namespace {

Counter counter(std::uint64_t n) {
  Counter result;
  result.add(n);
  return result;
}

constexpr auto kMost = ~std::uint64_t{0};

}  // namespace

TEST_CASE("a counter starts at zero and counts by one or by any number") {
  Counter counter;
  CHECK(counter.value() == 0);
  counter.add();
  counter.add(41);
  counter.add(0);
  CHECK(counter.value() == 42);
}

TEST_CASE("a counter stops at the largest number, in any order of merging") {
  for (const auto& parts : {std::array{kMost, kMost, std::uint64_t{1}}, std::array{std::uint64_t{1}, kMost, kMost - 1}}) {
    Counter left = counter(parts[0]);
    left.merge(counter(parts[1]));
    left.merge(counter(parts[2]));
    Counter right = counter(parts[1]);
    right.merge(counter(parts[2]));
    Counter first = counter(parts[0]);
    first.merge(right);
    CHECK(left.value() == kMost);
    CHECK(first.value() == kMost);
  }
}
