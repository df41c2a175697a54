#include "stats/exact_sum.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "reference/exact_statistics.hpp"
#include "value_sets.hpp"

using invmon::stats::ExactSum;
using namespace invmon::tests;

namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct SquareSum : ExactSum {  // NOLINT(bugprone-exception-escape): as ExactSum
  void add(double x) { add_square(x); }
  void add(std::span<const double> values) { add_squares(values); }
};

double sum_of(const std::vector<double>& values) { return add_all<ExactSum>(values).value(); }
double square_sum_of(const std::vector<double>& values) { return add_all<SquareSum>(values).value(); }

}  // namespace

TEST_CASE("an empty sum and a sum of zeros of either sign are a positive zero") {
  CHECK(bits_of(ExactSum().value()) == 0);
  CHECK(bits_of(sum_of({-0.0, 0.0, -0.0})) == 0);
  CHECK(bits_of(sum_of({1.5, -1.5})) == 0);
}

TEST_CASE("a sum of one value is that value") {
  for (const double x : {1.0, -1.0, 0.1, -1e300, kLargest, -kLargest, kSmallest, -kSmallest, 2.2250738585072014e-308}) {
    CHECK(sum_of({x}) == x);
  }
}

TEST_CASE("a sum loses no small value beside a large one") {
  CHECK(sum_of({1e16, 1, -1e16}) == 1);
  CHECK(sum_of({1e300, kSmallest, -1e300}) == kSmallest);
  CHECK(sum_of({1, 1e100, 1, -1e100}) == 2);
  CHECK(sum_of(std::vector<double>(10, 0.1)) == 1);
}

TEST_CASE("a sum beyond the largest double is infinite, and comes back") {
  CHECK(sum_of({kLargest, kLargest}) == kInfinity);
  CHECK(sum_of({-kLargest, -kLargest}) == -kInfinity);
  CHECK(sum_of({kLargest, kLargest, -kLargest}) == kLargest);
  CHECK(sum_of({kLargest, 0x1p969}) == kLargest);
  CHECK(sum_of({kLargest, 0x1p970}) == kInfinity);
}

TEST_CASE("a sum halfway between two doubles goes to the even one, and any more decides") {
  CHECK(sum_of({0x1p53, 1}) == 0x1p53);
  CHECK(sum_of({0x1p53, 2, 1}) == 0x1p53 + 4);
  CHECK(sum_of({0x1p53, 1, kSmallest}) == 0x1p53 + 2);
  CHECK(sum_of({0x1p53, 2, 1, -kSmallest}) == 0x1p53 + 2);
}

TEST_CASE("many values of one sign overflow no limb") {
  constexpr double kValue = 0x1p53 - 1;
  constexpr int kCount = 100'000;
  ExactSum rising, falling;
  for (int i = 0; i < kCount; ++i) {
    rising.add(kValue);
    falling.add(-kValue);
  }
  CHECK(rising.value() == 900719925474099100000.0);  // 9007199254740991 * 100000
  CHECK(falling.value() == -900719925474099100000.0);
  falling.merge(rising);
  CHECK(falling.value() == 0);
}

TEST_CASE("many values of both signs at once overflow no limb and lose no carry") {
  const std::vector<double> falling(100'000, 1 - 0x1p53);
  ExactSum sum;
  sum.add(falling);
  CHECK(sum.value() == -900719925474099100000.0);
  sum.add(std::vector<double>{-0x1p-60, 0x1p-60, -0x1p100, 0x1p100, 0x1p53 - 1});
  CHECK(sum.value() == -900710918274844359009.0);  // 9007199254740991 * 99999
  sum.add(std::vector<double>(99'999, 0x1p53 - 1));
  CHECK(bits_of(sum.value()) == 0);
}

TEST_CASE("doubling a sum by merging overflows no limb") {
  auto rising = add_all<ExactSum>({1.5});
  auto falling = add_all<ExactSum>({-1.5});
  for (int doublings = 1; doublings <= 300; ++doublings) {
    rising.merge(ExactSum(rising));
    falling.merge(ExactSum(falling));
    CAPTURE(doublings);
    REQUIRE(rising.value() == std::ldexp(1.5, doublings));
    REQUIRE(falling.value() == -std::ldexp(1.5, doublings));
  }
}

TEST_CASE("squares are exact") {
  CHECK(square_sum_of({}) == 0);
  CHECK(square_sum_of({-3, 4}) == 25);
  CHECK(square_sum_of({1e200}) == kInfinity);
  CHECK(square_sum_of({kSmallest}) == 0);
  CHECK(square_sum_of({0x1p-537}) == kSmallest);
  CHECK(square_sum_of({0x1p-538, 0x1p-538}) == 0);                     // half of the smallest: to even
  CHECK(square_sum_of({0x1p-538, 0x1p-538, 0x1p-1000}) == kSmallest);  // and a little more
  CHECK(square_sum_of(std::vector<double>(10'000, 0x1p31)) == 10'000 * 0x1p62);
}

TEST_CASE("sums equal those of integers of any length") {
  Random random(1);
  for (const auto& set : nasty_value_sets(200, random)) {
    CAPTURE(set.name);
    CHECK(sum_of(set.values) == invmon::reference::sum(set.values));
    CHECK(square_sum_of(set.values) == invmon::reference::sum_of_squares(set.values));
  }
}

TEST_CASE("a sum is the same in any order and any split") {
  Random random(2);
  for (int round = 0; round < 10; ++round) {
    for (const auto& set : nasty_value_sets(500, random)) {
      CAPTURE(set.name);
      CHECK(bits_of(add_in_pieces<ExactSum>(set.values, random).value()) == bits_of(sum_of(set.values)));
      CHECK(bits_of(add_in_pieces<SquareSum>(set.values, random).value()) == bits_of(square_sum_of(set.values)));
    }
  }
}
