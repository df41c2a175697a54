#include "stats/order_statistics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

using invmon::stats::kMostOrdered;
using invmon::stats::order_statistics;
using invmon::stats::WantedRank;

namespace {

using Numbers = std::vector<double>;

/// Whether those ranks of the numbers are found in a sorted copy too.
bool found_as_sorted(const Numbers& numbers, std::vector<std::uint64_t> ranks) {
  std::ranges::sort(ranks);
  std::vector<WantedRank> wanted;
  for (std::size_t i = 0; i < ranks.size(); ++i) wanted.push_back({ranks[i], ranks.size() - 1 - i});
  std::vector<std::optional<double>> out(ranks.size());
  order_statistics(numbers, wanted, out);
  Numbers sorted = numbers;
  std::ranges::sort(sorted);
  return std::ranges::all_of(wanted, [&](const auto& w) { return out[w.place] == sorted[w.rank - 1]; });
}

/// Numbers in orders and with ties that mislead a choice by a few of them.
Numbers numbers_of(int kind, std::size_t count, std::mt19937_64& random) {
  Numbers numbers;
  for (std::size_t i = 0; i < count; ++i) {
    const auto x = static_cast<double>(i);
    const double drawn = std::normal_distribution<double>()(random);
    switch (kind) {
      case 0:
        numbers.push_back(drawn);
        break;
      case 1:
        numbers.push_back(x);
        break;
      case 2:
        numbers.push_back(-x);
        break;
      case 3:
        numbers.push_back(std::round(drawn));
        break;
      case 4:
        numbers.push_back(7.5);
        break;
      case 5:
        numbers.push_back(i % 8 < 4 ? -x : x);
        break;
      case 6:
        numbers.push_back(i % 2 == 0 ? 1e300 : std::exp(drawn));
        break;
      default:
        numbers.push_back(std::abs(x - static_cast<double>(count) / 2));
        break;
    }
  }
  return numbers;
}

}  // namespace

TEST_CASE("every rank of a few numbers is that of the sorted ones") {
  std::mt19937_64 random(1);
  for (std::size_t count = 1; count <= 70; ++count) {
    for (int kind = 0; kind < 8; ++kind) {
      const auto numbers = numbers_of(kind, count, random);
      for (std::uint64_t rank = 1; rank <= count; ++rank) REQUIRE(found_as_sorted(numbers, {rank}));
    }
  }
}

TEST_CASE("several ranks of any numbers are those of the sorted ones") {
  std::mt19937_64 random(2);
  for (int round = 0; round < 4'000; ++round) {
    const std::size_t count = round % 50 == 0 ? kMostOrdered : 1 + random() % kMostOrdered;
    const auto numbers = numbers_of(round % 8, count, random);
    std::vector<std::uint64_t> ranks(1 + random() % 6);
    for (auto& rank : ranks) rank = 1 + random() % count;
    if (round % 3 == 0) ranks.push_back(1);
    if (round % 5 == 0) ranks.push_back(count);
    CAPTURE(round);
    REQUIRE(found_as_sorted(numbers, ranks));
  }
}

TEST_CASE("a sample that misleads costs nothing but time") {
  Numbers numbers(160, 1.0);
  for (std::size_t i = 0; i < 8; ++i) numbers[(2 * i + 1) * 10] = 100.0 + static_cast<double>(i);  // the sample, all of it larger
  CHECK(found_as_sorted(numbers, {120, 152}));
  CHECK(found_as_sorted(numbers, {1, 81, 160}));
}
