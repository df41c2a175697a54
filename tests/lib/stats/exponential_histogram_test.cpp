#include "stats/exponential_histogram.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "reference/exact_statistics.hpp"
#include "value_sets.hpp"

using invmon::stats::ExponentialHistogram;
using invmon::stats::nearest_rank;
using namespace invmon::tests;
namespace reference = invmon::reference;

namespace {

constexpr double kRelativeError = 0.00271;

/// Quantiles in thousandths.
constexpr std::array<std::uint64_t, 8> kPerMille{0, 1, 250, 500, 900, 950, 999, 1000};

std::vector<std::optional<std::uint64_t>> readings(const ExponentialHistogram& histogram) {
  std::vector<std::optional<std::uint64_t>> result{histogram.count(), histogram.is_exact()};
  for (const auto per_mille : kPerMille) {
    const auto value = histogram.quantile(static_cast<double>(per_mille) / 1000);
    result.push_back(value ? std::optional(bits_of(*value)) : std::nullopt);
  }
  return result;
}

std::vector<double> one_to(int n) {
  std::vector<double> values(static_cast<std::size_t>(n));
  std::iota(values.begin(), values.end(), 1);
  return values;
}

}  // namespace

TEST_CASE("an empty histogram has no quantiles") {
  const ExponentialHistogram none;
  CHECK(none.count() == 0);
  CHECK(none.is_exact());
  CHECK_FALSE(none.quantile(0.5));
  CHECK_FALSE(none.min());
  CHECK_FALSE(none.max());
  std::array<std::optional<double>, 2> out{1, 2};
  none.quantiles(std::array{0.1, 0.9}, out);
  CHECK_FALSE(out[0]);
  CHECK_FALSE(out[1]);
}

TEST_CASE("every quantile of one value is that value") {
  for (const double x : {3.5, -3.5, 0.0, 5e-324, 1.7976931348623157e308}) {
    const auto one = add_all<ExponentialHistogram>({x});
    for (const double q : {0.0, 0.5, 1.0}) CHECK(one.quantile(q) == x);
  }
}

TEST_CASE("the nearest rank of the textbook example 15 20 35 40 50") {
  const auto histogram = add_all<ExponentialHistogram>({35, 20, 15, 50, 40});
  CHECK(histogram.quantile(0.05) == 15);
  CHECK(histogram.quantile(0.30) == 20);
  CHECK(histogram.quantile(0.40) == 20);
  CHECK(histogram.quantile(0.50) == 35);
  CHECK(histogram.quantile(1.00) == 50);
}

TEST_CASE("a rank is not moved by the rounding of its quantile") {
  CHECK(nearest_rank(0.95, 20) == 19);
  CHECK(nearest_rank(0.95, 21) == 20);
  CHECK(nearest_rank(0.07, 100) == 7);
  CHECK(nearest_rank(0.999, 1000) == 999);
  CHECK(nearest_rank(0, 10) == 1);
  CHECK(nearest_rank(1, 10) == 10);
  CHECK(nearest_rank(0.5, 1) == 1);
  CHECK(nearest_rank(1e-300, 1'000'000) == 1);
  CHECK(nearest_rank(0.5, 1'000'000'000'001) == 500'000'000'001);
  CHECK(nearest_rank(1, ~std::uint64_t{0}) == ~std::uint64_t{0});
  for (std::uint64_t per_mille = 0; per_mille <= 1000; ++per_mille) {
    for (const std::uint64_t n : {1, 2, 3, 7, 10, 99, 100, 1000, 1024, 12'345, 1'000'000, 999'999'937}) {
      CAPTURE(per_mille);
      CAPTURE(n);
      const std::uint64_t expected = std::max<std::uint64_t>(1, (per_mille * n + 999) / 1000);
      REQUIRE(nearest_rank(static_cast<double>(per_mille) / 1000, n) == expected);
    }
  }
}

TEST_CASE("quantiles are exact up to 1,024 values and close from the next on") {
  auto histogram = add_all<ExponentialHistogram>(one_to(1'024));
  CHECK(histogram.is_exact());
  CHECK(histogram.quantile(0.5) == 512);
  CHECK(histogram.quantile(0.999) == 1'023);
  histogram.add(1'025);
  CHECK_FALSE(histogram.is_exact());
  CHECK(histogram.count() == 1'025);
  CHECK(histogram.min() == 1);
  CHECK(histogram.max() == 1'025);
  CHECK(*histogram.quantile(0.5) == doctest::Approx(513).epsilon(kRelativeError));
}

TEST_CASE("exact quantiles equal those of sorted values") {
  Random random(6);
  for (const std::size_t size : {1, 2, 8, 9, 10, 100, 1'023, 1'024}) {
    for (const auto& set : nasty_value_sets(size, random)) {
      CAPTURE(set.name);
      CAPTURE(size);
      const auto histogram = add_all<ExponentialHistogram>(set.values);
      for (const auto per_mille : kPerMille) {
        CHECK(histogram.quantile(static_cast<double>(per_mille) / 1000) == reference::quantile(set.values, per_mille, 1000));
      }
    }
  }
}

TEST_CASE("quantiles from buckets are within the bound, with exact ends") {
  Random random(7);
  for (const auto& set : nasty_value_sets(5'000, random)) {
    CAPTURE(set.name);
    const auto histogram = add_all<ExponentialHistogram>(set.values);
    CHECK(histogram.min() == *std::ranges::min_element(set.values));
    CHECK(histogram.max() == *std::ranges::max_element(set.values));
    for (const auto per_mille : kPerMille) {
      CAPTURE(per_mille);
      const double exact = reference::quantile(set.values, per_mille, 1000);
      const double error = std::abs(*histogram.quantile(static_cast<double>(per_mille) / 1000) - exact);
      CHECK(error <= kRelativeError * std::abs(exact) + 5e-324);  // subnormals have no finer step
    }
  }
}

TEST_CASE("several quantiles at once, in any order, equal single ones") {
  Random random(8);
  const std::array qs{0.99, 0.5, 0.0, 1.0, 0.5, 0.95, 0.999, 0.1, 0.2, 0.3};
  for (const std::size_t size : {1, 50, 1'024, 1'025, 3'000}) {
    for (const auto& set : nasty_value_sets(size, random)) {
      const auto histogram = add_all<ExponentialHistogram>(set.values);
      std::array<std::optional<double>, qs.size()> out;
      histogram.quantiles(qs, out);
      for (std::size_t i = 0; i < qs.size(); ++i) CHECK(out[i] == histogram.quantile(qs[i]));
    }
  }
}

TEST_CASE("a histogram is the same in any order and any split") {
  Random random(9);
  for (const std::size_t size : {10, 1'023, 1'024, 1'025, 2'500}) {
    for (const auto& set : nasty_value_sets(size, random)) {
      CAPTURE(set.name);
      CAPTURE(size);
      CHECK(readings(add_in_pieces<ExponentialHistogram>(set.values, random)) ==
            readings(add_all<ExponentialHistogram>(set.values)));
    }
  }
}

TEST_CASE("merging from an rvalue gives the same as from an lvalue") {
  Random random(10);
  for (const std::size_t size : {0, 1, 700, 1'024, 1'025, 4'000}) {
    for (const std::size_t other_size : {0, 1, 324, 325, 2'000}) {
      const auto values = nasty_value_sets(size, random)[3].values;
      const auto others = nasty_value_sets(other_size, random)[2].values;
      auto copied = add_all<ExponentialHistogram>(values);
      auto moved = copied;
      auto source = add_all<ExponentialHistogram>(others);
      copied.merge(source);
      moved.merge(std::move(source));
      CHECK(readings(copied) == readings(moved));
    }
  }
}

TEST_CASE("a copy of a histogram does not follow the original") {
  auto original = add_all<ExponentialHistogram>(one_to(2'000));
  const ExponentialHistogram copy = original;
  const auto before = readings(copy);
  for (int i = 0; i < 5'000; ++i) original.add(1e6);
  CHECK(readings(copy) == before);
  CHECK(readings(original) != before);
}

TEST_CASE("buckets hold each value once, above their lower end and at most at their upper one") {
  for (const std::size_t count : {std::size_t{7}, ExponentialHistogram::kExactLimit, std::size_t{5'000}}) {
    CAPTURE(count);
    ExponentialHistogram histogram;
    std::vector<double> values = {0, 0.25, 0.5, 1, 2};
    for (std::size_t i = values.size(); i < count; ++i)
      values.push_back(std::exp(static_cast<double>(i * 7919 % 1'000) / 100 - 5));
    for (const double x : values) histogram.add(x);
    for (const int per_octave : {1, 4, 32}) {
      const auto buckets = histogram.buckets(per_octave);
      std::uint64_t total = 0;
      for (std::size_t i = 0; i < buckets.size(); ++i) {
        const auto& [low, high, in_bucket] = buckets[i];
        if (i > 0) CHECK(low >= buckets[i - 1].high);
        if (high > 0) CHECK(high == doctest::Approx(low * std::exp2(1.0 / per_octave)));
        const auto inside = [&](double x) { return x > low && x <= high; };
        const auto expected = high == 0 ? std::ranges::count(values, 0.0) : std::ranges::count_if(values, inside);
        CHECK(in_bucket == static_cast<std::uint64_t>(expected));
        total += in_bucket;
      }
      CHECK(total == values.size());
    }
  }
}

TEST_CASE("an empty histogram has no bucket") { CHECK(ExponentialHistogram().buckets(4).empty()); }

TEST_CASE("an empty histogram is small") { CHECK(sizeof(ExponentialHistogram) <= 64); }
