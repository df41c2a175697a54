#include "policy/burnt_budget.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {
namespace {

Slo slo_named(const std::string& name, const std::string& where = "") {
  Slo slo;
  slo.name = name;
  slo.objective = 0.99;
  if (!where.empty()) slo.where = record::SourcedText{where, {}};
  return slo;
}

/// The account of an SLO that allows so many bad events and has a budget of so many minutes.
SloResult account_of(const std::string& slo, double allowed, double minutes) {
  SloResult result;
  result.name = slo;
  result.budget.allowed = allowed;
  result.budget.minutes = minutes;
  return result;
}

std::optional<BurntBudget> burnt(const Rule& rule, std::uint64_t failures, const std::vector<Slo>& slos,
                                 const std::vector<SloResult>& accounts) {
  Policy policy;
  policy.rules = {rule};
  policy.slos = slos;
  Judgement judgement;
  judgement.rules.emplace_back();
  judgement.rules[0].failures = 1'000;
  judgement.rules[0].firing_failures = failures;
  add_burnt_budgets(judgement, policy, accounts);
  return judgement.rules[0].budget;
}

TEST_CASE("the failures while a rule's alerts fired are told as a share of the budget, and as its time") {
  const auto budget = burnt({}, 30, {slo_named("availability")}, {account_of("availability", 40, 432)});
  REQUIRE(budget);
  CHECK(budget->slo == "availability");
  CHECK(budget->failures == 30);
  CHECK(budget->consumed_ratio == 0.75);
  CHECK(budget->consumed_minutes == 324);
  CHECK(burnt({}, 0, {slo_named("a")}, {account_of("a", 40, 432)})->consumed_ratio == 0);
  CHECK(burnt({}, 80, {slo_named("a")}, {account_of("a", 40, 432)})->consumed_ratio == 2);
}

TEST_CASE("the budget is that of the first SLO over the same events") {
  Rule rule;
  rule.where = record::SourcedText{"event == 'x'", {}};
  const std::vector<Slo> slos = {slo_named("all"), slo_named("some", "event == 'x'"), slo_named("more", "event == 'x'")};
  const std::vector<SloResult> accounts = {account_of("all", 1, 1), account_of("some", 10, 1), account_of("more", 100, 1)};
  CHECK(burnt(rule, 5, slos, accounts)->slo == "some");
  CHECK(burnt({}, 5, slos, accounts)->slo == "all");
  rule.where->text = "event == 'y'";
  CHECK_FALSE(burnt(rule, 5, slos, accounts));
}

TEST_CASE("an SLO's own alerts burn its budget, even if another comes first") {
  Rule rule;
  rule.slo = "second";
  CHECK(burnt(rule, 5, {slo_named("first"), slo_named("second")}, {account_of("first", 1, 1), account_of("second", 10, 1)})
            ->consumed_ratio == 0.5);
}

TEST_CASE("SLOs that don't count failures have no budget of failures") {
  Slo slices = slo_named("slices"), latency = slo_named("latency");
  slices.slice = kHour;
  latency.sli.kind = Sli::Kind::share_within;
  CHECK_FALSE(burnt({}, 5, {slices, latency}, {account_of("slices", 1, 1), account_of("latency", 1, 1)}));
  Rule rule;
  rule.slo = "latency";
  CHECK_FALSE(burnt(rule, 5, {latency, slo_named("other")}, {account_of("latency", 1, 1), account_of("other", 1, 1)}));
}

TEST_CASE("the budgets of all groups count together, and without events there is none") {
  const std::vector<SloResult> accounts = {account_of("a", 3, 60), account_of("b", 100, 60), account_of("a", 1, 60)};
  const auto budget = burnt({}, 2, {slo_named("a"), slo_named("b")}, accounts);
  REQUIRE(budget);
  CHECK(budget->consumed_ratio == 0.5);
  CHECK(budget->consumed_minutes == 30);
  CHECK_FALSE(burnt({}, 0, {slo_named("a")}, {account_of("a", 0, 60)}));
  CHECK_FALSE(burnt({}, 3, {slo_named("a")}, {}));
  CHECK_FALSE(burnt({}, 3, {}, {}));
}

}  // namespace
}  // namespace invmon::policy
