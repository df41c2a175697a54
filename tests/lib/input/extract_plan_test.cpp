#include "input/extract_plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace invmon::input {
namespace {

ExtractPlan plan_of(const std::vector<std::string>& paths) {
  record::Layout layout;
  for (const auto& path : paths) layout.slot(path);
  return ExtractPlan(layout);
}

const ExtractPlan::Member& member(const ExtractPlan& plan, std::size_t node, std::string_view key) {
  const auto& members = plan.nodes.at(node).members;
  const auto found = std::ranges::find(members, key, &ExtractPlan::Member::key);
  REQUIRE(found != members.end());
  return *found;
}

TEST_CASE("a plan for nothing is one object of which nothing is wanted") {
  const auto plan = plan_of({});
  CHECK(plan.slots == 0);
  REQUIRE(plan.nodes.size() == 1);
  CHECK(plan.nodes[0].members.empty());
}

TEST_CASE("plain keys fill their slots") {
  const auto plan = plan_of({"time", "duration"});
  CHECK(plan.slots == 2);
  CHECK(plan.nodes.size() == 1);
  CHECK(member(plan, 0, "time").slot == 0);
  CHECK(member(plan, 0, "duration").slot == 1);
}

TEST_CASE("a path descends at dots, and each rest of it is also tried as one key") {
  const auto plan = plan_of({"a.b.c", "a.b", "a"});
  CHECK(member(plan, 0, "a").slot == 2);
  CHECK(member(plan, 0, "a.b.c").whole_slot == 0);
  CHECK(member(plan, 0, "a.b").whole_slot == 1);
  const auto inner = static_cast<std::size_t>(member(plan, 0, "a").child);
  CHECK(member(plan, inner, "b").slot == 1);
  CHECK(member(plan, inner, "b.c").whole_slot == 0);
  const auto innermost = static_cast<std::size_t>(member(plan, inner, "b").child);
  CHECK(member(plan, innermost, "c").slot == 0);
  CHECK(plan.nodes.size() == 3);
}

}  // namespace
}  // namespace invmon::input
