#include "window/pane.hpp"

#include <doctest/doctest.h>

#include <random>

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
  CHECK(a.transactions() == b.transactions());
  CHECK(a.failures() == b.failures());
  CHECK(a.retries() == b.retries());
  CHECK(a.retried() == b.retried());
  CHECK(a.items() == b.items());
  CHECK(a.records() == b.records());
  CHECK(a.last_record() == b.last_record());
  CHECK(a.timed() == b.timed());
  CHECK(a.within(0.25) == b.within(0.25));
  CHECK(a.within(0.5) == b.within(0.5));
  CHECK(stats::extract::moments(a.durations()).sum() == stats::extract::moments(b.durations()).sum());
  CHECK(stats::extract::exponential_histogram(a.durations()).quantile(0.9) ==
        stats::extract::exponential_histogram(b.durations()).quantile(0.9));
  for (std::size_t i = 0; i < a.gauges().size(); ++i) {
    CHECK(a.gauges()[i].ends.first() == b.gauges()[i].ends.first());
    CHECK(a.gauges()[i].ends.last() == b.gauges()[i].ends.last());
    CHECK(stats::extract::exponential_histogram(a.gauges()[i].values).count() ==
          stats::extract::exponential_histogram(b.gauges()[i].values).count());
  }
}

TEST_CASE("merging panes equals adding everything to one, in any order") {
  std::mt19937 random(6);
  for (int round = 0; round < 50; ++round) {
    const Pane empty({2, true, {0.5, 0.25}});
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

TEST_CASE("only transactions count, but the gauges of all records do") {
  record::Record record;
  record.retries = 2;
  record.items = 7;
  record.duration = 1;
  record.gauges = {3.0};
  Pane pane({1, true, {}});
  pane.add(record, {});
  CHECK(pane.records() == 1);
  CHECK(pane.transactions() == 0);
  CHECK(pane.timed() == 0);
  CHECK(pane.items() == 0);
  CHECK(pane.retried() == 0);
  CHECK(stats::extract::moments(pane.durations()).count() == 0);
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
  Pane pane({0, false, {0.3, 0.8}});
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
  CHECK(stats::extract::moments(pane.durations()).count() == 0);
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
