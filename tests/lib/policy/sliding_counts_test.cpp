#include "policy/sliding_counts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "lib/window/equal_counts.hpp"
#include "record/record.hpp"
#include "window/record_batch.hpp"

namespace invmon::policy {
namespace {

using window::Pane;
using window::PaneCounts;

/// Some panes of a few records each, whose retries and items are at most so many.
window::Series<Pane> random_series(std::mt19937_64& random, const Pane& empty, std::uint64_t most) {
  window::Series<Pane> series;
  for (std::int64_t index = -30; index < 30; ++index) {
    if (random() % 3 == 0) continue;
    window::RecordBatch batch;
    for (std::uint64_t row = random() % 40; row > 0; --row) {
      record::Record record;
      record.transaction = random() % 5 != 0;
      record.failure = record.transaction && random() % 4 == 0;
      record.duration = static_cast<double>(random() % 10) / 10;
      record.retries = random() % 2 * (random() % most);
      record.items = random() % most;
      record.counted = random() % 50 == 0;
      record.count = record.counted ? 1 + random() % 5 : 1;
      batch.add(record, row);
    }
    series.at(index, empty).add(batch, batch.rows());
    for (std::uint64_t doublings = most > 100 ? random() % 12 : 0; doublings > 0; --doublings) {
      const Pane same = series.at(index, empty);
      series.at(index, empty).merge(same);
    }
  }
  return series;
}

PaneCounts slow_sum(const window::Series<Pane>& series, const PaneCounts& empty, std::int64_t first, std::int64_t last) {
  PaneCounts sum = empty;
  for (const auto& [index, pane] : series.panes()) {
    if (index >= first && index < last) sum.merge(*pane);
  }
  return sum;
}

void check_equal(const PaneCounts& a, const PaneCounts& b) {
  window::require_equal_counts(a, b, {0.3});
  REQUIRE(a.unordered() == b.unordered());
}

TEST_CASE("the counts of a window that slides forward are those of its panes, also while some have stopped") {
  std::mt19937_64 random(5);
  const Pane empty({0, window::Durations::none, {0.3}});
  std::size_t stopped = 0, gone_on = 0;
  for (int round = 0; round < 200; ++round) {
    const auto series = random_series(random, empty, round % 2 == 0 ? 10 : std::uint64_t{1} << 53);
    SlidingCounts counts(series, empty);
    std::int64_t first = -35, last = -35;
    bool was_full = false;
    while (first < 35) {
      first += static_cast<std::int64_t>(random() % 50 == 0 ? 20 : random() % 4);
      last = std::max(last, first) + static_cast<std::int64_t>(random() % 4);
      const auto expected = slow_sum(series, empty, first, last);
      check_equal(counts.window(first, last), expected);
      check_equal(counts.window(first, last), expected);
      const bool full = expected.items() == std::numeric_limits<std::uint64_t>::max();
      stopped += full;
      gone_on += was_full && !full;
      was_full = full;
    }
  }
  CHECK(stopped > 100);
  CHECK(gone_on > 20);
}

}  // namespace
}  // namespace invmon::policy
