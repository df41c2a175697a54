#include "chart/series.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "generate/random.hpp"

namespace invmon::chart {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Sorted the slow way.
double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  const auto middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

TEST_CASE("the running median is that of five values to either side") {
  generate::Random random(7);
  std::vector<kpi::Maybe> values;
  for (int i = 0; i < 200; ++i) values.emplace_back(random.uniform());
  const auto medians = running_median(values);
  REQUIRE(medians.size() == values.size());
  for (int i = 0; i < 200; ++i) {
    std::vector<double> around;
    for (int j = std::max(0, i - 5); j <= std::min(199, i + 5); ++j) around.push_back(*values[static_cast<std::size_t>(j)]);
    CHECK(*medians[static_cast<std::size_t>(i)] == doctest::Approx(median_of(around)));
  }
}

TEST_CASE("the running median looks at nothing beyond a gap") {
  const std::vector<kpi::Maybe> values = {1.0, 2.0, std::nullopt, 100.0, kNaN, 7.0};
  const auto medians = running_median(values);
  CHECK(*medians[0] == 1.5);
  CHECK(*medians[1] == 1.5);
  CHECK_FALSE(medians[2]);
  CHECK(*medians[3] == 100);
  CHECK_FALSE(medians[4]);
  CHECK(*medians[5] == 7);
  CHECK(running_median({}).empty());
}

TEST_CASE("the running median of the largest numbers is finite") {
  const std::vector<kpi::Maybe> values(2, std::numeric_limits<double>::max());
  CHECK(*running_median(values)[0] == std::numeric_limits<double>::max());
}

TEST_CASE("of a column of half a pixel the first, lowest, highest and last point are kept") {
  const std::vector<Point> points = {{0.0, 5}, {0.1, 9}, {0.2, 6}, {0.3, 1}, {0.4, 4}, {0.6, 2}, {3, 3}};
  const std::vector<Point> kept = {{0.0, 5}, {0.1, 9}, {0.3, 1}, {0.4, 4}, {0.6, 2}, {3, 3}};
  CHECK(decimate(points) == kept);
  CHECK(decimate({}).empty());
}

TEST_CASE("a hundred thousand points become at most four for each half pixel") {
  std::vector<Point> points;
  generate::Random random(1);
  for (int i = 0; i < 100'000; ++i) points.push_back({i * 0.008, random.uniform()});
  const auto kept = decimate(points);
  CHECK(kept.size() <= 4 * 1'600);
  const auto [lowest, highest] = std::ranges::minmax_element(points, {}, &Point::y);
  CHECK(std::ranges::find(kept, *lowest) != kept.end());
  CHECK(std::ranges::find(kept, *highest) != kept.end());
}

}  // namespace invmon::chart
