#include <doctest/doctest.h>

#include <algorithm>

#include "contains.hpp"
#include "exposition/family.hpp"
#include "lib/exposition/sample_export.hpp"

namespace invmon::exposition {
namespace {

std::vector<std::string> names_in(const std::vector<FamilyPlan>& plan) {
  std::vector<std::string> names;
  for (const auto& family : plan) names.push_back(family.name);
  return names;
}

FamilyPlan gauge_plan(const std::string& name) {
  return plan_of(profile_of("name: x\nfields: {time: t, gauges: {" + name + ": g}}\n")).back();
}

}  // namespace

TEST_CASE("the inventory bot's metrics have the names that its operators know, in base units") {
  const auto profile = record::load_profile("inventory-bot");
  REQUIRE(profile);
  CHECK(names_in(plan_of(*profile)) == std::vector<std::string>{"inv_batches", "inv_items", "inv_retries", "inv_errors",
                                                                "inv_batch_seconds", "inv_process_cpu_ratio",
                                                                "inv_process_mem_bytes"});
}

TEST_CASE("what a profile does not read is no metric") {
  CHECK(names_in(plan_of(profile_of("name: x\nfields: {time: t}\n"))) == std::vector<std::string>{"x_transactions"});
}

TEST_CASE("each dimension has metrics of its own") {
  const auto plan = plan_of(profile_of("name: x\nfields: {time: t, items: i, dimensions: [a, status]}\n"), {"a", "status"});
  CHECK(names_in(plan) == std::vector<std::string>{"x_transactions", "x_items", "x_a_transactions", "x_a_items",
                                                   "x_status_transactions", "x_status_items"});
  CHECK(plan[2].label == "a");
  CHECK(plan[4].label == "exported_status");
}

TEST_CASE("gauges whose names tell a unit are given in the base unit") {
  const auto percent = gauge_plan("cpu_percent");
  CHECK(percent.name == "x_cpu_ratio");
  CHECK(percent.unit == "ratio");
  CHECK(percent.help == "The last value of cpu_percent.");
  CHECK(50 * percent.multiplier / percent.divisor == 0.5);
  const auto megabytes = gauge_plan("memMb");
  CHECK(megabytes.name == "x_mem_bytes");
  CHECK(2 * megabytes.multiplier / megabytes.divisor == 2'000'000);
  const auto milliseconds = gauge_plan("lag_ms");
  CHECK(milliseconds.name == "x_lag_seconds");
  CHECK(250 * milliseconds.multiplier / milliseconds.divisor == 0.25);
  const auto plain = gauge_plan("queue");
  CHECK(plain.name == "x_queue");
  CHECK(plain.unit.empty());
}

TEST_CASE("two metrics of one name are an error that says what to do") {
  for (const auto* fields :
       {"{time: t, gauges: {a.b: p, a_b: q}}", "{time: t, items: i, gauges: {items: g}}",
        "{time: t, items: i, gauges: {items_total: g}}", "{time: t, duration: d, gauges: {duration_seconds_sum: g}}"}) {
    const auto plan = plan_families(profile_of("name: x\nfields: " + std::string(fields) + "\n"), {});
    INFO(fields);
    REQUIRE(!plan);
    CHECK(contains(to_string(plan.error()), "two metrics would be called 'x_"));
    CHECK(contains(to_string(plan.error()), "rename one in the profile"));
  }
  CHECK(!plan_families(profile_of("name: x\nfields: {time: t, dimensions: [a.b, a-b]}\n"), {"a.b", "a-b"}));
}

}  // namespace invmon::exposition
