#include "window/rows_by_key.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <vector>

using invmon::window::RowsByKey;

TEST_CASE("each batch's rows are those of their keys, whatever keys earlier batches had") {
  std::mt19937 random(3);
  RowsByKey rows;
  for (int batch = 0; batch < 300; ++batch) {
    const std::uint32_t keys = 1 + random() % (batch % 7 == 0 ? 5'000 : 12);
    std::map<std::uint32_t, std::vector<std::uint32_t>> expected;
    for (std::uint32_t row = 0; row < random() % 400; ++row) {
      const std::uint32_t key = random() % keys;
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
