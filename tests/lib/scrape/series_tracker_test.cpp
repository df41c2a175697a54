#include "scrape/series_tracker.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "scrape/parse.hpp"

namespace invmon::scrape {
namespace {

/// A tracker that is given one scrape a minute.
class Minutes {
 public:
  const FamilyChanges& next(const std::string& text) {
    auto metrics = parse(text, Dialect::prometheus, {"m", 1});
    REQUIRE_MESSAGE(metrics, (metrics ? "" : to_string(metrics.error())));
    time_ += kMinute;
    auto interval = tracker_.advance({time_, *std::move(metrics)});
    REQUIRE(interval);
    REQUIRE(interval->families.size() == 1);
    latest_ = std::move(interval->families.front());
    return latest_;
  }

  /// The increase of the only series of a counter; -1 if there is none.
  double increase(const std::string& text) {
    const auto& changes = next(text).changes;
    return changes.empty() ? -1 : changes.front().value;
  }

  std::uint64_t resets() const { return tracker_.resets(); }

 private:
  SeriesTracker tracker_;
  Nanos time_ = 0;
  FamilyChanges latest_;
};

TEST_CASE("a counter counts from the first scrape on") {
  Minutes minutes;
  CHECK(minutes.increase("a_total 100\n") == -1);
  CHECK(minutes.increase("a_total 107\n") == 7);
  CHECK(minutes.increase("a_total 107\n") == 0);
  CHECK(minutes.increase("a_total 107.5\n") == 0.5);
}

TEST_CASE("after a reset the increase is the value") {
  Minutes minutes;
  minutes.increase("a_total 100\n");
  CHECK(minutes.increase("a_total 3\n") == 3);
  CHECK(minutes.increase("a_total 5\n") == 2);
  CHECK(minutes.resets() == 1);
}

TEST_CASE("a counter that was created anew is reset although its value is higher") {
  Minutes minutes;
  const std::string type = "# TYPE a counter\n";
  minutes.increase(type + "a_total 100\na_created 10\n");
  CHECK(minutes.increase(type + "a_total 120\na_created 10\n") == 20);
  CHECK(minutes.increase(type + "a_total 130\na_created 70\n") == 130);
  CHECK(minutes.increase(type + "a_total 131\n") == 1);
  CHECK(minutes.resets() == 1);
}

TEST_CASE("a series that comes later counts from 0, and one that was away from where it was") {
  Minutes minutes;
  minutes.next("a_total{code=\"1\"} 5\n");
  const auto second = minutes.next("a_total{code=\"1\"} 6\na_total{code=\"2\"} 4\n");
  REQUIRE(second.changes.size() == 2);
  CHECK(second.changes[1].labels == Labels{{"code", "2"}});
  CHECK(second.changes[1].value == 4);
  CHECK(minutes.next("a_total{code=\"2\"} 4\n").changes.size() == 1);
  CHECK(minutes.next("a_total{code=\"1\"} 16\n").changes.front().value == 10);
}

TEST_CASE("a series that a restart took away counts from 0 when it is back") {
  Minutes minutes;
  minutes.next("a_total{code=\"1\"} 5\na_total{code=\"2\"} 1\n");
  CHECK(minutes.next("a_total{code=\"1\"} 2\n").changes.front().value == 2);
  CHECK(minutes.next("a_total{code=\"1\"} 3\na_total{code=\"2\"} 1\n").changes.back().value == 1);
  CHECK(minutes.next("a_total{code=\"1\"} 3\na_total{code=\"2\"} 3\n").changes.back().value == 2);
}

TEST_CASE("a restart of one process is none of another") {
  Minutes minutes;
  minutes.next("a_total{instance=\"x\"} 5\na_total{instance=\"y\"} 10\n");
  minutes.next("a_total{instance=\"x\"} 2\n");
  CHECK(minutes.next("a_total{instance=\"y\"} 14\n").changes.back().value == 4);
}

TEST_CASE("values that are not finite are as if they were missing") {
  Minutes minutes;
  minutes.increase("a_total 5\n");
  CHECK(minutes.increase("a_total NaN\n") == -1);
  CHECK(minutes.increase("a_total +Inf\n") == -1);
  CHECK(minutes.increase("a_total 9\n") == 4);
}

TEST_CASE("gauges and metrics without a type give their values, from the first scrape on") {
  Minutes minutes;
  CHECK(minutes.increase("# TYPE g gauge\ng -3\n") == -3);
  CHECK(minutes.increase("g 4\n") == 4);
}

std::string histogram(int one, int two, int all, double sum) {
  return "# TYPE h histogram\nh_bucket{le=\"1\"} " + std::to_string(one) + "\nh_bucket{le=\"2\"} " + std::to_string(two) +
         "\nh_bucket{le=\"+Inf\"} " + std::to_string(all) + "\nh_sum " + std::to_string(sum) + "\nh_count " +
         std::to_string(all) + "\n";
}

TEST_CASE("a histogram's buckets give how many came to each of them alone") {
  Minutes minutes;
  CHECK(minutes.next(histogram(1, 3, 3, 4)).changes.empty());
  const auto change = minutes.next(histogram(3, 6, 7, 20)).changes.front();
  REQUIRE(change.buckets.size() == 3);
  CHECK(change.buckets[0].added == 2);
  CHECK(change.buckets[1].added == 1);
  CHECK(change.buckets[1].before == 2);
  CHECK(change.buckets[2].added == 1);
  CHECK(std::isinf(change.buckets[2].bound));
  CHECK(change.count == 4);
  CHECK(change.sum == 16);
}

TEST_CASE("a histogram is reset as a whole") {
  Minutes minutes;
  minutes.next(histogram(1, 3, 3, 4));
  const auto change = minutes.next(histogram(0, 4, 5, 9)).changes.front();  // fewer up to 1 than before
  CHECK(change.buckets[1].added == 4);
  CHECK(change.buckets[1].before == 0);
  CHECK(change.count == 5);
  CHECK(change.sum == 9);
  CHECK(minutes.resets() == 1);
}

TEST_CASE("of a histogram whose buckets are others now nothing is counted once") {
  Minutes minutes;
  minutes.next(histogram(1, 3, 3, 4));
  CHECK(minutes.next("# TYPE h histogram\nh_bucket{le=\"5\"} 7\nh_bucket{le=\"+Inf\"} 7\n").changes.empty());
  CHECK(minutes.next("# TYPE h histogram\nh_bucket{le=\"5\"} 9\nh_bucket{le=\"+Inf\"} 9\n").changes.front().count == 2);
}

TEST_CASE("a summary gives its count and sum, not its quantiles") {
  Minutes minutes;
  minutes.next("# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 2\n");
  const auto change = minutes.next("# TYPE s summary\ns{quantile=\"0.5\"} 3\ns_sum 8\ns_count 4\n").changes.front();
  CHECK(change.labels.empty());
  CHECK(change.count == 2);
  CHECK(change.sum == 6);
  CHECK(change.buckets.empty());
}

TEST_CASE("scrapes that are not later than the one before are not counted") {
  SeriesTracker tracker;
  CHECK(tracker.advance({2 * kMinute, {}}));
  CHECK_FALSE(tracker.advance({2 * kMinute, {}}));
  CHECK_FALSE(tracker.advance({kMinute, {}}));
  CHECK(tracker.advance({3 * kMinute, {}}));
}

}  // namespace
}  // namespace invmon::scrape
