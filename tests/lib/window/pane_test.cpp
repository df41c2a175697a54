#include "window/pane.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <random>

#include "lib/window/equal_counts.hpp"
#include "window/rows_by_key.hpp"

namespace invmon::window {
namespace {

record::Record random_record(std::mt19937& random) {
  record::Record result;
  result.time = static_cast<Nanos>(random() % 5);
  result.transaction = random() % 4 != 0;
  result.failure = result.transaction && random() % 3 == 0;
  if (random() % 3 != 0) result.duration = static_cast<double>(random() % 1'000) / 1'000;
  result.retries = random() % 3;
  result.items = random() % 100;
  result.gauges = {static_cast<double>(random() % 50), std::nullopt};
  if (random() % 2 == 0) result.gauges[1] = -1.5;
  return result;
}

void check_equal(const Pane& a, const Pane& b) {
  require_equal_counts(a, b, {0.25, 0.5});
  CHECK(a.last_record() == b.last_record());
  CHECK(a.moments().sum() == b.moments().sum());
  CHECK(a.durations().quantile(0.9) == b.durations().quantile(0.9));
  for (std::size_t i = 0; i < a.gauges().size(); ++i) {
    CHECK(a.gauges()[i].ends.first() == b.gauges()[i].ends.first());
    CHECK(a.gauges()[i].ends.last() == b.gauges()[i].ends.last());
    CHECK(stats::extract::exponential_histogram(a.gauges()[i].values).count() ==
          stats::extract::exponential_histogram(b.gauges()[i].values).count());
  }
}

TEST_CASE("a record of several transactions equals as many records of one") {
  std::mt19937 random(7);
  for (const std::uint64_t largest : {1, 2, 3, 50, 5'000}) {
    Pane counted({2, Durations::all, {0.5, 0.25}});
    Pane single = counted;
    for (std::uint64_t offset = 0; offset < 20; ++offset) {
      auto record = random_record(random);
      record.gauges = {std::nullopt, std::nullopt};
      record.retries = 0;
      const std::uint64_t count = 1 + random() % largest;
      for (std::uint64_t i = 0; i < count; ++i) single.add(record, {0, offset});
      record.items *= count;
      record.count = count;
      record.counted = true;
      counted.add(record, {0, offset});
    }
    CHECK(counted.records() == 20);
    CHECK(counted.transactions() == single.transactions());
    CHECK(counted.failures() == single.failures());
    CHECK(counted.items() == single.items());
    CHECK(counted.timed() == single.timed());
    CHECK(counted.within(0.25) == single.within(0.25));
    CHECK(counted.moments().count() == single.moments().count());
    CHECK(counted.moments().sum() == single.moments().sum());
    CHECK(counted.moments().variance() == single.moments().variance());
    for (const double q : {0.0, 0.5, 0.95, 1.0}) {
      CHECK(counted.durations().quantile(q) == single.durations().quantile(q));
    }
  }
}

TEST_CASE("of several transactions at most as many were retried as there were retries") {
  record::Record record;
  record.transaction = true;
  record.count = 10;
  record.counted = true;
  Pane pane;
  for (const std::uint64_t retries : {0, 3, 25}) {
    record.retries = retries;
    pane.add(record, {});
  }
  CHECK(pane.retries() == 28);
  CHECK(pane.retried() == 13);
}

TEST_CASE("counts of transactions may be as large as can be") {
  record::Record record;
  record.transaction = true;
  record.duration = 0.5;
  record.count = record::kMostTransactions;
  record.counted = true;
  Pane pane;
  for (int i = 0; i < 17; ++i) {  // 2^49 of them in the end, more than a bucket counts
    pane.add(record, {});
    const Pane same = pane;
    pane.merge(same);
  }
  CHECK(pane.transactions() == (std::uint64_t{1} << 32) * ((1 << 18) - 2));
  CHECK(pane.durations().quantile(0.999) == 0.5);
  CHECK(pane.moments().mean() == 0.5);
}

TEST_CASE("merging panes equals adding everything to one, in any order") {
  std::mt19937 random(6);
  for (int round = 0; round < 50; ++round) {
    const Pane empty({2, Durations::all, {0.5, 0.25}});
    Pane whole = empty;
    std::vector<Pane> parts(3, empty);
    for (std::uint64_t offset = 0; offset < 200; ++offset) {
      const auto record = random_record(random);
      const RecordPlace place{random() % 2, offset};
      whole.add(record, place);
      parts[random() % 3].add(record, place);
    }
    Pane forward = empty;
    for (const auto& part : parts) forward.merge(part);
    Pane backward = empty;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) backward.merge(*part);
    check_equal(forward, whole);
    check_equal(backward, whole);
  }
}

TEST_CASE("adding rows of a batch equals adding their records") {
  std::mt19937 random(8);
  for (const std::size_t count : {0, 1, 2, 255, 256, 257, 1'500, 3'000}) {
    for (const bool complete : {false, true}) {
      for (const bool in_order : {false, true}) {
        for (const std::uint32_t run : {1, 200}) {  // rows of a pane that follow each other
          CAPTURE(count);
          CAPTURE(complete);
          CAPTURE(in_order);
          CAPTURE(run);
          const Pane empty({2, Durations::all, {0.5, 0.25}});
          std::vector<Pane> one_by_one(3, empty), at_once(3, empty);
          RecordBatch batch;
          batch.clear(7);
          RowsByKey rows;
          for (std::uint32_t row = 0; row < count; ++row) {
            auto record = random_record(random);
            if (in_order) record.time = row / 3;
            if (complete) {
              record.transaction = true;
              record.duration = record.duration.value_or(1);
              record.gauges[1] = record.gauges[1].value_or(row);
            }
            const auto pane = run == 1 ? random() % 3 : row / run % 3;
            one_by_one[pane].add(record, {7, row});
            batch.add(record, row);
            rows.add(row, static_cast<std::uint32_t>(pane));
          }
          rows.sort();
          rows.visit([&](std::uint32_t pane, auto of_pane) { at_once[pane].add(batch, of_pane); });
          for (std::size_t pane = 0; pane < 3; ++pane) check_equal(at_once[pane], one_by_one[pane]);
        }
      }
    }
  }
}

TEST_CASE("a batch of the largest counts stops at the largest number, and does not wrap") {
  record::Record record;
  record.transaction = true;
  record.retries = record.items = std::uint64_t{1} << 53;
  RecordBatch batch;
  for (std::uint64_t row = 0; row < 3'000; ++row) batch.add(record, row);
  Pane pane({0, Durations::none, {}});
  pane.add(batch, batch.rows());
  CHECK(pane.transactions() == 3'000);
  CHECK(pane.items() == std::numeric_limits<std::uint64_t>::max());
  CHECK(pane.retries() == std::numeric_limits<std::uint64_t>::max());
}

TEST_CASE("rows are sorted by key and keep their order, however many keys there are") {
  std::mt19937 random(9);
  RowsByKey rows;
  for (const std::uint32_t keys : {1, 3, 64, 500}) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> expected, seen;
    for (std::uint32_t row = 0; row < 2'000; row += 1 + static_cast<std::uint32_t>(random() % 3)) {
      const auto key = static_cast<std::uint32_t>(random() % keys) * 64;
      rows.add(row, key);
      expected[key].push_back(row);
    }
    rows.sort();
    rows.visit([&](std::uint32_t key, auto of_key) { seen[key].assign(of_key.begin(), of_key.end()); });
    CHECK(seen == expected);
    rows.clear();
  }
  rows.visit([](std::uint32_t, auto) { FAIL("there are none left"); });
}

TEST_CASE("only transactions count, but the gauges of all records do") {
  record::Record record;
  record.retries = 2;
  record.items = 7;
  record.duration = 1;
  record.gauges = {3.0};
  Pane pane({1, Durations::all, {}});
  pane.add(record, {});
  CHECK(pane.records() == 1);
  CHECK(pane.transactions() == 0);
  CHECK(pane.timed() == 0);
  CHECK(pane.items() == 0);
  CHECK(pane.retried() == 0);
  CHECK(pane.moments().count() == 0);
  CHECK(pane.gauges()[0].ends.last() == 3.0);
  record.transaction = true;
  pane.add(record, {});
  CHECK(pane.transactions() == 1);
  CHECK(pane.failures() == 0);
  CHECK(pane.retries() == 2);
  CHECK(pane.retried() == 1);
  CHECK(pane.items() == 7);
}

TEST_CASE("durations at most as long as a threshold are counted, also where no distribution is kept") {
  record::Record record;
  record.transaction = true;
  Pane pane({0, Durations::none, {0.3, 0.8}});
  CHECK(!pane.last_record());
  for (const double seconds : {0.1, 0.3, 0.30000000000000004, 0.8, 5.0}) {
    record.time = static_cast<Nanos>(1000 * seconds);
    record.duration = seconds;
    pane.add(record, {});
  }
  record.time = 7;
  record.duration.reset();
  pane.add(record, {});
  CHECK(pane.within(0.3) == 2);
  CHECK(pane.within(0.8) == 4);
  CHECK(pane.timed() == 5);
  CHECK(pane.transactions() == 6);
  CHECK(pane.last_record() == 5000);
  CHECK(pane.moments().count() == 0);
}

TEST_CASE("quantiles above a duration are the same without the durations below it") {
  std::mt19937 random(17);
  constexpr double kLongerThan = 0.625;  // the end of a bucket
  std::size_t told = 0, not_told = 0;
  for (const std::uint64_t size : {0, 1, 5, 300, 1'024, 1'025, 4'000}) {
    for (const unsigned long_ones : {0U, 1U, 20U, 100U}) {
      Pane all({0, Durations::quantiles, {}}), some({0, Durations::quantiles, {}, kLongerThan}), merged = some;
      for (std::uint64_t at = 0; at < size; ++at) {
        auto record = random_record(random);
        record.count = random() % 50 == 0 ? 3 : 1;
        record.counted = record.count > 1;
        if (record.duration && random() % 100 >= long_ones) record.duration = *record.duration * kLongerThan;
        all.add(record, {0, at});
        Pane part({0, Durations::quantiles, {}, kLongerThan});
        (at % 3 == 0 ? some : part).add(record, {0, at});
        merged.merge(part);
      }
      some.merge(merged);
      CHECK(some.timed() == all.timed());
      for (const double q : {0.0, 0.01, 0.5, 0.8, 0.95, 0.999, 1.0}) {
        const auto value = all.durations().quantile(q);
        CHECK(all.duration_quantile(q) == value);
        const bool is_told = value && *value > kLongerThan;
        CHECK(some.duration_quantile(q) == (is_told ? value : std::nullopt));
        (is_told ? told : not_told) += 1;
      }
    }
  }
  CHECK(told > 30);
  CHECK(not_told > 30);
}

TEST_CASE("long durations are counted and kept, however few they are and whether rows follow each other") {
  std::mt19937 random(19);
  for (const double longer_than : {0.25, 0.5, 0.75}) {
    for (const unsigned long_ones : {0U, 1U, 30U, 100U}) {
      for (const std::uint32_t stride : {1, 2}) {
        const std::vector<double> thresholds = {0.75, 0.5, 0.625};
        Pane pane({0, Durations::quantiles, thresholds, longer_than});
        RecordBatch batch;
        batch.clear(0);
        std::vector<std::uint32_t> rows;
        std::vector<double> durations;
        for (std::uint32_t row = 0; row < 2'503; ++row) {
          auto record = random_record(random);
          record.transaction = true;
          const bool slow = random() % 100 < long_ones;
          record.duration.reset();
          if (random() % 10 != 0) record.duration = static_cast<double>(random() % 5 + (slow ? 4 : 0)) / 8;
          batch.add(record, row);
          if (row % stride != 0) continue;
          rows.push_back(row);
          if (record.duration) durations.push_back(*record.duration);
        }
        pane.add(batch, rows);
        for (const double threshold : thresholds) {
          CHECK(pane.within(threshold) ==
                static_cast<std::uint64_t>(std::ranges::count_if(durations, [&](double d) { return d <= threshold; })));
        }
        CHECK(pane.timed() == durations.size());
        std::erase_if(durations, [&](double duration) { return duration <= longer_than; });
        CHECK(pane.durations().count() == durations.size());
        if (durations.empty()) continue;
        CHECK(pane.durations().min() == std::ranges::min(durations));
        CHECK(pane.durations().max() == std::ranges::max(durations));
      }
    }
  }
}

TEST_CASE("panes that several ask for keep the durations that any of them asks for") {
  constexpr double kAll = -std::numeric_limits<double>::infinity();
  PaneParts parts{0, Durations::none, {}};
  parts.add({0, Durations::none, {1.5}});
  CHECK(parts == PaneParts{0, Durations::none, {1.5}});
  parts.add({0, Durations::quantiles, {}, 0.5});
  parts.add({1, Durations::none, {}});
  CHECK(parts == PaneParts{1, Durations::quantiles, {1.5}, 0.5});
  parts.add({0, Durations::quantiles, {}, 0.75});
  CHECK(parts.longer_than == 0.5);
  parts.add({0, Durations::all, {}});
  CHECK(parts == PaneParts{1, Durations::all, {1.5}, kAll});
}

TEST_CASE("panes that keep more are merged into ones that keep less") {
  const PaneParts kept{1, Durations::all, {0.25, 0.5}, 0.125};
  const PaneParts within{0, Durations::quantiles, {0.5}, 0.25}, none{0, Durations::none, {}};
  CHECK(within.out_of(kept) == PaneParts{0, Durations::quantiles, {0.25, 0.5}, 0.125});
  CHECK(none.out_of(kept) == PaneParts{0, Durations::none, {}, 0.125});
  std::mt19937 random(19);
  Pane all(kept), some(within.out_of(kept)), counts(none.out_of(kept));
  for (std::uint64_t at = 0; at < 3'000; ++at) {
    Pane part(kept);
    part.add(random_record(random), {0, at});
    for (Pane* each : {&all, &some, &counts}) each->merge(part);
  }
  require_equal_counts(some, all, {0.25, 0.5});
  require_equal_counts(counts, all, {});
  for (const double q : {0.5, 0.9, 0.99}) CHECK(some.duration_quantile(q) == all.duration_quantile(q));
  CHECK(some.gauges().empty());
}

TEST_CASE("the first and the last value go by time, then by source, then by line") {
  Ends ends;
  CHECK(!ends.first());
  CHECK(!ends.last());
  ends.add(1, 10, {0, 5});
  ends.add(2, 9, {9, 9});
  CHECK(ends.last() == 1);
  CHECK(ends.first() == 2);
  ends.add(3, 10, {0, 6});
  ends.add(4, 10, {0, 4});
  CHECK(ends.last() == 3);
  ends.add(7, 9, {9, 8});
  CHECK(ends.first() == 7);
  Ends other;
  other.merge(Ends());
  CHECK(!other.last());
  other.add(5, 10, {1, 0});
  ends.merge(other);
  CHECK(ends.last() == 5);
  CHECK(ends.first() == 7);
  ends.add(-6, 11, {});
  CHECK(ends.last() == -6);
}

}  // namespace
}  // namespace invmon::window
