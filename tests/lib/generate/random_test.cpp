#include "generate/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

using invmon::generate::mix;
using invmon::generate::Random;

TEST_CASE("the generator gives the published numbers of SplitMix64") {
  Random random(1234567);
  for (const std::uint64_t expected : {6457827717110365317u, 3203168211198807973u, 9817491932198370423u}) {
    CHECK(random.next() == expected);
  }
  CHECK(Random(0).next() == 0xe220a8397b1dcdafu);
}

TEST_CASE("uniform numbers stay in their range and chances keep to their probability") {
  Random random(1);
  int hits = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double u = random.uniform();
    REQUIRE(u >= 0);
    REQUIRE(u < 1);
    REQUIRE(random.below(7) < 7);
    REQUIRE(random.below(0) == 0);
    REQUIRE_FALSE(random.chance(0));
    REQUIRE_FALSE(random.chance(-1));
    REQUIRE(random.chance(1));
    hits += random.chance(0.1);
  }
  CHECK(hits == doctest::Approx(10'000).epsilon(0.05));
}

TEST_CASE("normal numbers have the moments and tails of the normal distribution") {
  Random random(2);
  const int n = 400'000;
  double sum = 0;
  double squares = 0;
  int beyond_two_sided_5_percent = 0;
  int beyond_three = 0;
  for (int i = 0; i < n; ++i) {
    const double z = random.normal();
    sum += z;
    squares += z * z;
    beyond_two_sided_5_percent += std::abs(z) > 1.959964;
    beyond_three += std::abs(z) > 3;
  }
  CHECK(std::abs(sum / n) < 0.01);
  CHECK(squares / n == doctest::Approx(1).epsilon(0.01));
  CHECK(beyond_two_sided_5_percent == doctest::Approx(0.05 * n).epsilon(0.03));
  CHECK(beyond_three == doctest::Approx(0.0027 * n).epsilon(0.15));
}

TEST_CASE("the exponential is within a percent of the library's") {
  for (double x = -4; x <= 4; x += 0.01) {
    CAPTURE(x);
    CHECK(Random::exponential(x) == doctest::Approx(std::exp(x)).epsilon(0.01));
  }
  CHECK(Random::exponential(0) == 1);
  CHECK(Random::exponential(-1e9) == 0);
}

TEST_CASE("a mixed number depends on both of its arguments") {
  CHECK(mix(1, 2) == mix(1, 2));
  CHECK(mix(1, 2) != mix(2, 1));
  CHECK(mix(1, 2) != mix(1, 3));
  CHECK(mix(1, 2) != mix(2, 2));
}
