#include "stats/bucket_index.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "reference/exact_statistics.hpp"
#include "value_sets.hpp"

using invmon::stats::bucket_index;
using invmon::stats::bucket_middle;
namespace reference = invmon::reference;

TEST_CASE("each power of two is the last value of its bucket") {
  for (int exponent = -1074; exponent <= 1023; ++exponent) {
    CAPTURE(exponent);
    CHECK(bucket_index(std::ldexp(1.0, exponent)) == exponent * 128 - 1);
  }
  CHECK(bucket_index(std::nextafter(1.0, 2.0)) == 0);
  CHECK(bucket_index(std::nextafter(1.0, 0.0)) == -1);
  CHECK(bucket_index(std::numeric_limits<double>::max()) == 1024 * 128 - 1);
}

TEST_CASE("buckets are exact next to each boundary and in every part of the range") {
  for (const int exponent : {-1074, -1073, -1070, -1060, -1023, -1022, -1021, -100, -1, 0, 1, 7, 52, 53, 500, 1023}) {
    for (int i = 0; i < 128; ++i) {
      double x = std::ldexp(std::exp2(i / 128.0), exponent);
      for (int step = 0; step < 3; ++step) x = std::nextafter(x, 0);
      for (int step = 0; step < 7 && std::isfinite(x); ++step, x = std::nextafter(x, std::numeric_limits<double>::infinity())) {
        CAPTURE(x);
        if (x > 0) REQUIRE(bucket_index(x) == reference::bucket_index(x));
      }
    }
  }
}

TEST_CASE("buckets of random numbers are exact") {
  invmon::tests::Random random(5);
  for (int i = 0; i < 5'000; ++i) {
    const double x = std::abs(invmon::tests::any_finite_double(random));
    CAPTURE(x);
    if (x > 0) REQUIRE(bucket_index(x) == reference::bucket_index(x));
  }
}

TEST_CASE("a bucket's middle lies in it and is within 0.271 % of both ends") {
  for (int index = -1020 * 128; index < 1023 * 128; index += 7) {
    CAPTURE(index);
    const double middle = bucket_middle(index);
    const double lower = std::exp2(index / 128.0);
    const double upper = std::exp2((index + 1) / 128.0);
    REQUIRE(bucket_index(middle) == index);
    REQUIRE(middle / lower - 1 < 0.00271);
    REQUIRE(1 - middle / upper < 0.00271);
    REQUIRE(middle == doctest::Approx(2 * lower / (lower / upper + 1)).epsilon(1e-12));
  }
}
