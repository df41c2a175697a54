#include "stats/exact_ratio.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

using invmon::stats::nearest_double;
using invmon::stats::to_integer;
using invmon::stats::WideInteger;

namespace {

using Limbs = std::vector<std::uint64_t>;

constexpr std::uint64_t kOnes = ~std::uint64_t{0};

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// Limbs that are often all zeros or all ones, or have few bits.
Limbs random_limbs(std::mt19937_64& random) {
  Limbs limbs(random() % 5);
  for (auto& limb : limbs) {
    const std::array<std::uint64_t, 5> kinds = {0, kOnes, random(), random() >> random() % 64, std::uint64_t{1} << random() % 64};
    limb = kinds[random() % kinds.size()];
  }
  return limbs;
}

}  // namespace

TEST_CASE("limbs form a number in two's complement") {
  CHECK(to_integer({}) == 0);
  CHECK(to_integer(Limbs{5}) == 5);
  CHECK(to_integer(Limbs{kOnes}) == -1);
  CHECK(to_integer(Limbs{kOnes, 0}) == WideInteger(kOnes));
  CHECK(to_integer(Limbs{0, 0, kOnes}) == -(WideInteger(1) << 128));
}

TEST_CASE("short numbers are divided as the hardware divides them") {
  CHECK(nearest_double(Limbs{1}, 3, 0) == 1.0 / 3);
  CHECK(nearest_double(Limbs{kOnes}, 3, 0) == -1.0 / 3);
  CHECK(nearest_double(Limbs{10, 0, 0}, 7, 20) == 10.0 / 7 * 0x1p20);
  CHECK(nearest_double(Limbs{0, 1}, 1, -64) == 1);
  CHECK(same(nearest_double(Limbs{0, 0}, 5, 0), 0.0));
  CHECK(same(nearest_double(Limbs{}, 5, 0), 0.0));
}

TEST_CASE("ties go to even, anything beyond a tie does not") {
  const std::uint64_t tie = std::uint64_t{1} << 53 | 1;
  CHECK(nearest_double(Limbs{tie}, 1, 0) == 0x1p53);
  CHECK(nearest_double(Limbs{tie + 2}, 1, 0) == 0x1p53 + 4);
  CHECK(nearest_double(Limbs{1, tie}, 1, -64) == 0x1p53 + 2);
  CHECK(nearest_double(Limbs{1}, 2, -1074) == 0);
  CHECK(nearest_double(Limbs{3}, 2, -1074) == 0x1p-1073);
  CHECK(nearest_double(Limbs{3}, 4, -1074) == std::numeric_limits<double>::denorm_min());
}

TEST_CASE("short numbers have the ratios of long ones") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 200'000; ++i) {
    const auto limbs = random_limbs(random);
    const std::uint64_t denominator = std::max<std::uint64_t>(1, random() >> random() % 64);
    const int exponent = i % 3 == 0 ? -1074 - static_cast<int>(random() % 200) : static_cast<int>(random() % 2200) - 1200;
    const double expected = nearest_double(to_integer(limbs), denominator, exponent);
    CAPTURE(i);
    REQUIRE(same(nearest_double(limbs, denominator, exponent), expected));
  }
}
