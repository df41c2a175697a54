#include "kpi/catalog.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace invmon::kpi {
namespace {

Snapshot numbered_snapshot() {
  Snapshot kpi;
  kpi.transactions = 1;
  kpi.failures = 2;
  kpi.error_rate = 3;
  kpi.success_ratio = 4;
  kpi.retries = 5;
  kpi.retry_rate = 6;
  kpi.retried_share = 7;
  kpi.retries_per_1k = 8;
  kpi.items = 9;
  kpi.items_per_minute = 10;
  kpi.transactions_per_minute = 11;
  kpi.duration = {12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22};
  kpi.streak = Streaks{stats::Run{23, 0, 0}, 24, 25, 99};
  return kpi;
}

}  // namespace

TEST_CASE("every KPI is read from its own field, in the report's order") {
  const std::string names[] = {"transactions",
                               "failures",
                               "error_rate",
                               "success_ratio",
                               "retries",
                               "retry_rate",
                               "retried_share",
                               "retries_per_1k",
                               "items",
                               "items_per_minute",
                               "transactions_per_minute",
                               "duration_count",
                               "duration_sum",
                               "mean",
                               "min",
                               "max",
                               "stddev",
                               "p50",
                               "p90",
                               "p95",
                               "p99",
                               "p999",
                               "failure_streak",
                               "streak_open",
                               "streak_over_threshold"};
  const Snapshot kpi = numbered_snapshot();
  REQUIRE(catalog().size() == std::size(names));
  double expected = 1;
  for (std::size_t i = 0; i < std::size(names); ++i) {
    INFO(names[i]);
    CHECK(catalog()[i].name == names[i]);
    CHECK(catalog()[i].read(kpi) == expected++);
  }
}

TEST_CASE("names and labels are unique, and each has a sentence of help") {
  std::set<std::string_view> names, labels;
  for (const Entry& entry : catalog()) {
    INFO(entry.name);
    CHECK(names.insert(entry.name).second);
    CHECK(labels.insert(entry.label).second);
    CHECK(entry.help.ends_with('.'));
  }
}

TEST_CASE("find gives the entry of a name and nothing for others") {
  REQUIRE(find("p95") != nullptr);
  CHECK(find("p95")->unit == Unit::seconds);
  CHECK(find("error_rate")->unit == Unit::ratio);
  CHECK(find("items_per_minute")->unit == Unit::per_minute);
  CHECK(find("retries_per_1k")->unit == Unit::per_1k);
  CHECK(find("failure_streak")->unit == Unit::count);
  CHECK(find("") == nullptr);
  CHECK(find("P95") == nullptr);
  CHECK(find("p9") == nullptr);
}

TEST_CASE("what does not exist is absent, and counts are zero") {
  const Snapshot empty;
  CHECK(find("error_rate")->read(empty) == std::nullopt);
  CHECK(find("p95")->read(empty) == std::nullopt);
  CHECK(find("transactions")->read(empty) == 0);
}

TEST_CASE("the longest streak is zero without failures and absent where streaks cannot be told") {
  Snapshot kpi;
  CHECK(find("failure_streak")->read(kpi) == std::nullopt);
  CHECK(find("streak_open")->read(kpi) == std::nullopt);
  kpi.streak = Streaks{std::nullopt, 0, 0, 5};
  CHECK(find("failure_streak")->read(kpi) == 0);
  CHECK(find("streak_open")->read(kpi) == 0);
}

}  // namespace invmon::kpi
