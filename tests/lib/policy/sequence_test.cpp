#include "policy/sequence.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

namespace invmon::policy {
namespace {

using Numbers = std::vector<std::uint64_t>;

Sequence audit(std::vector<std::string> by = {}) {
  Sequence sequence;
  sequence.name = "audit";
  sequence.by = std::move(by);
  return sequence;
}

NumberTable number_table(const Numbers& numbers, std::size_t limit = NumberTable::kMaxPages,
                         const NumberTable::Group& group = {}) {
  NumberTable table(limit);
  for (const auto number : numbers) table.add(group, number);
  return table;
}

SequenceResult sequence_result(const Numbers& numbers) {
  const auto results = evaluate(audit(), number_table(numbers));
  REQUIRE(results.size() == 1);
  return results.front();
}

std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps_of(const SequenceResult& result) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps;
  for (const auto& gap : result.gaps) gaps.emplace_back(gap.from, gap.to);
  return gaps;
}

void check_recount(const SequenceResult& result, const Numbers& numbers) {
  std::map<std::uint64_t, std::uint64_t> counts;
  for (const auto number : numbers) ++counts[number];
  CHECK(result.seen == numbers.size());
  CHECK(result.duplicates == numbers.size() - counts.size());
  if (counts.empty()) {
    CHECK(!result.first);
    return;
  }
  CHECK(result.first == counts.begin()->first);
  CHECK(result.last == counts.rbegin()->first);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps;
  std::uint64_t missing = 0;
  for (std::uint64_t n = *result.first; n <= *result.last; ++n) {
    if (counts.contains(n)) continue;
    ++missing;
    if (gaps.empty() || gaps.back().second + 1 != n) gaps.emplace_back(n, n);
    gaps.back().second = n;
  }
  CHECK(result.missing == missing);
  CHECK(result.gap_count == gaps.size());
  gaps.resize(std::min<std::size_t>(gaps.size(), 10));
  CHECK(gaps_of(result) == gaps);
}

}  // namespace

TEST_CASE("a sequence without numbers has neither a first nor a last one") {
  const auto result = sequence_result({});
  CHECK(result.name == "audit");
  CHECK(!result.first);
  CHECK(!result.last);
  CHECK(result.seen == 0);
  CHECK(result.missing == 0);
}

TEST_CASE("one number misses nothing") {
  const auto result = sequence_result({41});
  CHECK(result.first == 41);
  CHECK(result.last == 41);
  CHECK(result.missing == 0);
  CHECK(result.duplicates == 0);
}

TEST_CASE("gaps are the numbers between the first and the last that do not occur") {
  const auto result = sequence_result({9, 1, 2, 3, 5, 3, 3, 10});
  CHECK(result.seen == 8);
  CHECK(result.duplicates == 2);
  CHECK(result.missing == 4);
  CHECK(result.gap_count == 2);
  CHECK(gaps_of(result) == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{4, 4}, {6, 8}});
}

TEST_CASE("a gap may span words, pages and nearly all numbers") {
  constexpr std::uint64_t kLargest = std::uint64_t{1} << 53;
  const auto result = sequence_result({0, 63, 64, 4'095, 4'096, 12'288, kLargest});
  CHECK(result.missing == kLargest + 1 - 7);
  CHECK(gaps_of(result) ==
        std::vector<std::pair<std::uint64_t, std::uint64_t>>{{1, 62}, {65, 4'094}, {4'097, 12'287}, {12'289, kLargest - 1}});
}

TEST_CASE("only the first ten gaps are listed, all are counted") {
  Numbers even;
  for (std::uint64_t i = 0; i < 50; ++i) even.push_back(2 * i);
  const auto result = sequence_result(even);
  CHECK(result.gap_count == 49);
  CHECK(result.missing == 49);
  CHECK(result.gaps.size() == 10);
  CHECK(result.gaps.back().from == 19);
}

TEST_CASE("each group is numbered on its own") {
  NumberTable table;
  table.add({"WH-02", "a"}, 7);
  table.add({"WH-01", "b"}, 1);
  table.add({"WH-01", "b"}, 3);
  table.add_invalid();
  const auto results = evaluate(audit({"warehouse", "kind"}), table);
  REQUIRE(results.size() == 2);
  CHECK(results[0].labels == Labels{{"warehouse", "WH-01"}, {"kind", "b"}});
  CHECK(results[0].missing == 1);
  CHECK(results[1].labels == Labels{{"warehouse", "WH-02"}, {"kind", "a"}});
  CHECK(results[1].missing == 0);
  CHECK(results[1].invalid == 1);
  CHECK(evaluate(audit({"warehouse", "kind"}), NumberTable()).empty());
}

TEST_CASE("random numbers give those of a slow recount, in any order and in any parts") {
  std::mt19937 random(3);
  for (int round = 0; round < 40; ++round) {
    Numbers numbers(random() % 400);
    const std::uint64_t span = std::vector<std::uint64_t>{100, 5'000, 30'000}[random() % 3];
    const std::uint64_t base = random() % 10'000;
    for (auto& number : numbers) number = base + random() % span;
    check_recount(sequence_result(numbers), numbers);
    NumberTable merged;
    for (std::size_t begin = 0; begin < numbers.size();) {
      const std::size_t size = std::min<std::size_t>(numbers.size() - begin, 1 + random() % 90);
      merged.merge(number_table({numbers.begin() + static_cast<long>(begin), numbers.begin() + static_cast<long>(begin + size)}));
      begin += size;
    }
    check_recount(evaluate(audit(), merged).front(), numbers);
  }
}

TEST_CASE("where there are too many numbers the first pages are kept, which order and parts do not change") {
  std::mt19937 random(5);
  constexpr std::size_t kLimit = 3;
  Numbers numbers;
  for (std::uint64_t page = 2; page < 12; ++page) {
    for (std::uint64_t i = 0; i < 4; ++i) numbers.push_back(page * NumberTable::kPageSize + 5 * i);
  }
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(numbers, random);
    const auto middle = numbers.begin() + static_cast<long>(random() % numbers.size());
    NumberTable merged = number_table({numbers.begin(), middle}, kLimit);
    merged.merge(number_table({middle, numbers.end()}, kLimit));
    const auto result = evaluate(audit(), merged).front();
    CHECK(result.checked_below == 5 * NumberTable::kPageSize);
    CHECK(result.seen == 12);
    CHECK(result.first == 2 * NumberTable::kPageSize);
    CHECK(result.last == 4 * NumberTable::kPageSize + 15);
    CHECK(result.gap_count == 11);
  }
}

TEST_CASE("of a group for which there is no room at all it is said, later ones are left out") {
  NumberTable table(2);
  table.add({"c"}, 1);
  table.add({"b"}, 9'000);
  table.add({"a"}, 2);
  table.add({"a"}, 5'000);
  const auto results = evaluate(audit({"g"}), table);
  REQUIRE(results.size() == 2);
  CHECK(results[0].seen == 2);
  CHECK(!results[0].checked_below);
  CHECK(results[1].labels == Labels{{"g", "b"}});
  CHECK(results[1].seen == 0);
  CHECK(results[1].checked_below == 2 * NumberTable::kPageSize);
}

}  // namespace invmon::policy
