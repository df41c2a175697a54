#include "scrape/durations.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace invmon::scrape {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Values = std::vector<std::pair<double, std::uint64_t>>;

Values values_of(const Change& change) {
  auto durations = durations_of(change);
  return durations.take(durations.size());
}

std::uint64_t at_most(const Values& values, double threshold) {
  std::uint64_t count = 0;
  for (const auto& [value, n] : values) count += value <= threshold ? n : 0;
  return count;
}

double nearest_rank(const Values& values, std::uint64_t rank) {
  std::uint64_t passed = 0;
  for (const auto& [value, n] : values) {
    passed += n;
    if (passed >= rank) return value;
  }
  return -1;
}

TEST_CASE("quantiles come out as histogram_quantile interpolates them") {
  // 40 up to 0.1 s, 200 up to 0.2 s, 10 up to 0.5 s. histogram_quantile(0.5) is 0.1 + 0.1 * (125 - 40) / 200 = 0.1425 and
  // histogram_quantile(0.98) is 0.2 + 0.3 * (245 - 240) / 10 = 0.35. A bucket has twenty values: a step is 0.005 s in the second.
  const auto values = values_of({{}, 0, 250, 40, {{0.1, 40, 0}, {0.2, 200, 0}, {0.5, 10, 0}, {kInfinity, 0, 0}}});
  CHECK(nearest_rank(values, 125) == doctest::Approx(0.1425).epsilon(0.035));
  CHECK(nearest_rank(values, 245) == doctest::Approx(0.35));
  CHECK(nearest_rank(values, 240) == 0.2);
  CHECK(values.size() == 20 + 20 + 10);
}

TEST_CASE("a threshold that is a bound counts exactly") {
  for (const double before : {0, 1, 2, 3, 100, 255, 4'711}) {
    const auto values =
        values_of({{}, 0, 0, 0, {{0.1, 7, before}, {0.3, 1'234, before}, {2.5, 1, before}, {kInfinity, 3, before}}});
    CHECK(at_most(values, 0.1) == 7);
    CHECK(at_most(values, 0.3) == 1'241);
    CHECK(at_most(values, 2.5) == 1'242);
    CHECK(at_most(values, 2.500001) == 1'245);
    for (const auto& [value, count] : values) CHECK(value > 0);
  }
}

TEST_CASE("single observations are spread over a bucket from scrape to scrape") {
  double sum = 0;
  for (int i = 0; i < 256; ++i) {
    const auto values = values_of({{}, 0, 0, 0, {{1, 0, 0}, {2, 1, static_cast<double>(i)}}});
    REQUIRE(values.size() == 1);
    sum += values.front().first;
  }
  CHECK(sum / 256 == doctest::Approx(1.5).epsilon(0.01));
}

TEST_CASE("without bounds all durations are the mean") {
  CHECK(values_of({{}, 0, 4, 6, {}}) == Values{{1.5, 4}});
  CHECK(values_of({{}, 0, 4, 6, {{kInfinity, 4, 0}}}) == Values{{1.5, 4}});
  CHECK(values_of({{}, 0, 4, std::nan(""), {}}).empty());
  CHECK(values_of({{}, 0, 4, -1, {}}).empty());
  CHECK(values_of({{}, 0, 0, 0, {}}).empty());
}

TEST_CASE("what is at most 0 is 0") {
  CHECK(values_of({{}, 0, 3, 0, {{-1, 1, 0}, {0, 2, 0}, {kInfinity, 0, 0}}}) == Values{{0, 1}, {0, 2}});
}

TEST_CASE("counts are whole and kept within what a line can tell of") {
  CHECK(whole_count(2.5) == 3);
  CHECK(whole_count(0.4) == 0);
  CHECK(whole_count(-7) == 0);
  CHECK(whole_count(std::nan("")) == 0);
  CHECK(whole_count(1e300) == 4'294'967'296);
}

TEST_CASE("a pool is emptied evenly, and gives everything in the end") {
  Pool<int> pool;
  pool.add(1, 10);
  pool.add(2, 0);
  pool.add(3, 30);
  CHECK(pool.take(4) == std::vector<std::pair<int, std::uint64_t>>{{1, 1}, {3, 3}});
  CHECK(pool.size() == 36);
  CHECK(pool.take(0).empty());
  CHECK(pool.take(36) == std::vector<std::pair<int, std::uint64_t>>{{1, 9}, {3, 27}});
  CHECK(pool.take(0).empty());
}

}  // namespace
}  // namespace invmon::scrape
