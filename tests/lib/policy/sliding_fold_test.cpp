#include "policy/sliding_fold.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace invmon::policy {
namespace {

/// A merge that shows order and completeness.
struct Letters {
  std::string text;
  void merge(const Letters& later) { text += later.text; }
};

window::Series<Letters> random_series(std::mt19937& random, std::int64_t length) {
  window::Series<Letters> series;
  for (std::int64_t i = -length / 2; i < length / 2; ++i) {
    if (random() % 3 != 0) series.at(i, {}).text = static_cast<char>('a' + random() % 26);
  }
  return series;
}

std::string slow_merge(const window::Series<Letters>& series, std::int64_t first, std::int64_t last) {
  std::string text;
  for (const auto& [index, pane] : series.panes()) {
    if (index >= first && index < last) text += pane->text;
  }
  return text;
}

TEST_CASE("a window that slides forward holds the merge of its panes in order, whatever its steps and widths") {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    const auto series = random_series(random, 60);
    SlidingFold<Letters> fold(series, {});
    std::int64_t first = -40, last = -40;
    while (first < 40) {
      first += random() % 4;
      last = std::max(last, first) + static_cast<std::int64_t>(random() % 4);
      INFO(first, " ", last);
      REQUIRE(fold.window(first, last).text == slow_merge(series, first, last));
    }
  }
}

TEST_CASE("a window that jumps over everything is empty, and so is that of an empty series") {
  std::mt19937 random(4);
  const auto series = random_series(random, 20);
  SlidingFold<Letters> fold(series, {});
  CHECK(fold.window(-5, 5).text == slow_merge(series, -5, 5));
  CHECK(fold.window(100, 200).text.empty());
  const window::Series<Letters> none;
  SlidingFold<Letters> empty(none, {});
  CHECK(empty.window(0, 10).text.empty());
  CHECK(empty.window(5, 10).text.empty());
}

}  // namespace
}  // namespace invmon::policy
