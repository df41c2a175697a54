#include "window/rows_by_key.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <random>
#include <vector>

using invmon::window::RowsByKey;

TEST_CASE("each batch's rows are those of their keys, whatever keys earlier batches had") {
  std::mt19937 engine(3);
  const auto below = [&](std::uint32_t limit) { return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(engine); };
  RowsByKey rows;
  for (int batch = 0; batch < 300; ++batch) {
    const std::uint32_t keys = 1 + below(batch % 7 == 0 ? 5'000 : 12);
    std::map<std::uint32_t, std::vector<std::uint32_t>> expected;
    const std::uint32_t count = below(400);
    for (std::uint32_t row = 0; row < count; ++row) {
      const std::uint32_t key = below(keys);
      rows.add(row, key);
      expected[key].push_back(row);
    }
    rows.sort();
    CHECK(rows.keys() == expected.size());
    std::map<std::uint32_t, std::vector<std::uint32_t>> visited;
    rows.visit(
        [&](std::uint32_t key, auto of_key) { CHECK(visited.emplace(key, std::vector(of_key.begin(), of_key.end())).second); });
    REQUIRE(visited == expected);
    rows.clear();
  }
}
