#include "detect/distinct_values.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

namespace invmon::detect {
namespace {

/// Counts as a map would, for those that are kept.
std::map<std::string, std::uint64_t> as_map(const DistinctValues& values) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& [text, count] : values.counts()) counts[text] = count;
  return counts;
}

TEST_CASE("few texts are all counted, the most frequent first") {
  DistinctValues values;
  CHECK(values.estimate() == 0);
  CHECK(values.counts().empty());
  for (const char* text : {"b", "a", "b", "", "c", "b", "c"}) values.add(text);
  CHECK(values.is_exact());
  CHECK(values.estimate() == 4);
  const auto counts = values.counts();
  REQUIRE(counts.size() == 4);
  CHECK(counts[0].text == "b");
  CHECK(counts[0].count == 3);
  CHECK(counts[1].text == "c");
  CHECK(counts[2].text == "");
  CHECK(counts[3].text == "a");
}

TEST_CASE("of many texts some are counted exactly, and their number is estimated within four standard errors") {
  for (const int distinct : {257, 1'000, 20'000, 300'000}) {
    CAPTURE(distinct);
    DistinctValues values;
    std::map<std::string, std::uint64_t> exact;
    for (int i = 0; i < distinct; ++i) {
      const auto text = "value " + std::to_string(i);
      const auto times = 1 + static_cast<std::uint64_t>(i) % 3;
      for (std::uint64_t n = 0; n < times; ++n) values.add(text);
      exact[text] = times;
    }
    CHECK(!values.is_exact());
    CHECK(std::abs(values.estimate() / distinct - 1) < 4 / std::sqrt(254.0));
    const auto kept = as_map(values);
    CHECK(kept.size() == DistinctValues::kKept);
    for (const auto& [text, count] : kept) CHECK(exact.at(text) == count);
  }
}

TEST_CASE("merging equals adding, in any order") {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    const auto distinct = 1 + random() % 2'000;
    DistinctValues whole;
    DistinctValues parts[3];
    for (int i = 0; i < 5'000; ++i) {
      const auto text = std::to_string(random() % distinct);
      whole.add(text);
      parts[random() % 3].add(text);
    }
    DistinctValues merged;
    for (const auto i : {2, 0, 1}) merged.merge(parts[i]);
    CHECK(as_map(merged) == as_map(whole));
    CHECK(merged.estimate() == whole.estimate());
    CHECK(merged.is_exact() == whole.is_exact());
  }
}

TEST_CASE("a long text is kept up to a character's beginning") {
  DistinctValues values;
  std::string text(DistinctValues::kKeptBytes - 1, 'x');
  values.add(text + "\xC3\xA4 and more");
  values.add(text + "\xC3\xA4 and less");
  REQUIRE(values.counts().size() == 2);
  CHECK(values.counts()[0].text == text);
}

}  // namespace
}  // namespace invmon::detect
