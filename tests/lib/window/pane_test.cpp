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
  CHECK(stats::extract::moments(a.durations()).sum() == stats::extract::moments(b.durations()).sum());
  CHECK(stats::extract::exponential_histogram(a.durations()).quantile(0.9) ==
        stats::extract::exponential_histogram(b.durations()).quantile(0.9));
  for (std::size_t i = 0; i < a.gauges().size(); ++i) {
    CHECK(a.gauges()[i].last.value() == b.gauges()[i].last.value());
    CHECK(stats::extract::exponential_histogram(a.gauges()[i].values).count() ==
          stats::extract::exponential_histogram(b.gauges()[i].values).count());
  }
}

TEST_CASE("merging panes equals adding everything to one, in any order") {
  std::mt19937 random(6);
  for (int round = 0; round < 50; ++round) {
    Pane whole(2);
    std::vector<Pane> parts(3, Pane(2));
    for (std::uint64_t offset = 0; offset < 200; ++offset) {
      const auto record = random_record(random);
      const RecordPlace place{random() % 2, offset};
      whole.add(record, place);
      parts[random() % 3].add(record, place);
    }
    Pane forward(2);
    for (const auto& part : parts) forward.merge(part);
    Pane backward(2);
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
  Pane pane(1);
  pane.add(record, {});
  CHECK(pane.transactions() == 0);
  CHECK(pane.items() == 0);
  CHECK(pane.retried() == 0);
  CHECK(stats::extract::moments(pane.durations()).count() == 0);
  CHECK(pane.gauges()[0].last.value() == 3.0);
  record.transaction = true;
  pane.add(record, {});
  CHECK(pane.transactions() == 1);
  CHECK(pane.failures() == 0);
  CHECK(pane.retries() == 2);
  CHECK(pane.retried() == 1);
  CHECK(pane.items() == 7);
}

TEST_CASE("the last value is the latest by time, then by source, then by line") {
  Last last;
  CHECK(!last.value());
  last.add(1, 10, {0, 5});
  last.add(2, 9, {9, 9});
  CHECK(last.value() == 1);
  last.add(3, 10, {0, 6});
  last.add(4, 10, {0, 4});
  CHECK(last.value() == 3);
  Last other;
  other.merge(Last());
  CHECK(!other.value());
  other.add(5, 10, {1, 0});
  last.merge(other);
  CHECK(last.value() == 5);
  last.add(-6, 11, {});
  CHECK(last.value() == -6);
}

}  // namespace
}  // namespace invmon::window
