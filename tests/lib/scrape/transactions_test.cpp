#include "scrape/transactions.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace invmon::scrape {
namespace {

TransactionMetrics bot() { return {"batches", "seconds", "errors", "items", "retries", "status"}; }

Change counted(Labels labels, double increase) { return {std::move(labels), increase, 0, 0, {}}; }

/// So many durations up to 1, to 2 and above.
Change timed(Labels labels, double one, double two, double more) {
  constexpr double kUnbounded = std::numeric_limits<double>::infinity();
  return {std::move(labels), 0, one + two + more, 0, {{1, one, 0}, {2, two, 0}, {kUnbounded, more, 0}}};
}

Interval interval_of(std::vector<FamilyChanges> families) { return {kMinute, std::move(families)}; }

FamilyChanges counter(std::string name, std::vector<Change> changes) {
  return {std::move(name), MetricType::counter, std::move(changes)};
}

struct Sums {
  std::uint64_t transactions = 0, failures = 0, items = 0, retries = 0, timed = 0, quick = 0, quick_failures = 0;
  std::map<std::string, std::uint64_t> errors;
};

Sums sums_of(const std::vector<Transactions>& all) {
  Sums sums;
  for (const auto& some : all) {
    CHECK(some.count > 0);
    sums.transactions += some.count;
    sums.failures += some.failure ? some.count : 0;
    sums.items += some.items;
    sums.retries += some.retries;
    sums.timed += some.duration ? some.count : 0;
    const bool quick = some.duration && *some.duration <= 1;
    sums.quick += quick ? some.count : 0;
    sums.quick_failures += quick && some.failure ? some.count : 0;
    if (some.failure) sums.errors[some.error_code.value_or("")] += some.count;
  }
  return sums;
}

TEST_CASE("counters, durations, error codes and sums of an interval are put together without losing any") {
  TransactionAssembly assembly(bot());
  const auto sums = sums_of(
      assembly.take(interval_of({counter("batches", {counted({{"status", "success"}}, 90), counted({{"status", "failure"}}, 10)}),
                                 counter("items", {counted({}, 450)}),
                                 counter("retries", {counted({}, 7)}),
                                 counter("errors", {counted({{"error_code", "E1"}}, 6), counted({{"error_code", "E2"}}, 3)}),
                                 {"seconds", MetricType::histogram, {timed({}, 80, 15, 5)}}})));
  CHECK(sums.transactions == 100);
  CHECK(sums.failures == 10);
  CHECK(sums.items == 450);
  CHECK(sums.retries == 7);
  CHECK(sums.timed == 100);
  CHECK(sums.quick == 80);
  CHECK(sums.quick_failures == 8);  // failures are as quick as all others
  CHECK(sums.errors == std::map<std::string, std::uint64_t>{{"E1", 6}, {"E2", 3}, {"", 1}});
}

TEST_CASE("series belong together whose common labels are equal") {
  TransactionAssembly assembly({"requests", "seconds", "", "", "", ""});
  const auto all = assembly.take(interval_of(
      {counter("requests", {counted({{"code", "200"}, {"path", "/a"}}, 4), counted({{"code", "500"}, {"path", "/b"}}, 3)}),
       {"seconds", MetricType::histogram, {timed({{"path", "/a"}}, 4, 0, 0), timed({{"path", "/b"}}, 0, 3, 0)}}}));
  std::uint64_t transactions = 0;
  for (const auto& some : all) {
    transactions += some.count;
    REQUIRE(some.duration);
    CHECK((*some.duration <= 1) == (*find_label(some.labels, "path") == "/a"));
  }
  CHECK(transactions == 7);
}

TEST_CASE("what was counted too early waits for the transactions of the next interval, and no longer") {
  TransactionAssembly assembly(bot());
  const auto take = [&](double failures, double errors, double durations, double items) {
    return sums_of(assembly.take(interval_of({counter("batches", {counted({{"status", "failure"}}, failures)}),
                                              counter("errors", {counted({{"error_code", "E"}}, errors)}),
                                              {"seconds", MetricType::histogram, {timed({}, durations, 0, 0)}},
                                              counter("items", {counted({}, items)})})));
  };
  CHECK(take(0, 2, 3, 40).transactions == 0);
  const auto next = take(3, 0, 0, 1);
  CHECK(next.errors == std::map<std::string, std::uint64_t>{{"E", 2}, {"", 1}});
  CHECK(next.timed == 3);
  CHECK(next.items == 41);
  CHECK(take(0, 5, 5, 0).transactions == 0);
  CHECK(take(0, 0, 0, 0).transactions == 0);
  CHECK(take(4, 0, 0, 0).timed == 0);
}

TEST_CASE("a summary or histogram may be all there is") {
  TransactionAssembly assembly({"seconds", "seconds", "", "", "", ""});
  const auto all = assembly.take(interval_of({{"seconds", MetricType::summary, {{{{"path", "/"}}, 0, 4, 6, {}}}}}));
  REQUIRE(all.size() == 1);
  CHECK(all.front().count == 4);
  CHECK(all.front().duration == 1.5);
  CHECK(all.front().labels == Labels{{"path", "/"}});
}

TEST_CASE("without transactions there are none") {
  TransactionAssembly assembly(bot());
  CHECK(assembly.take(interval_of({})).empty());
  CHECK(assembly.take(interval_of({counter("batches", {})})).empty());
  CHECK(assembly.take(interval_of({{"seconds", MetricType::histogram, {timed({}, 1, 2, 3)}}})).empty());
  CHECK(sums_of(assembly.take(interval_of({counter("batches", {counted({}, 1e300)})}))).transactions == 4'294'967'296);
}

}  // namespace
}  // namespace invmon::scrape
