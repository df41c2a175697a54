#include <doctest/doctest.h>

#include <string>

#include "policy/policy.hpp"

namespace invmon::policy {
namespace {

record::Profile profile_of(std::vector<record::ProfileText> texts) {
  record::Profile profile;
  profile.texts = std::move(texts);
  return profile;
}

Policy policy_of(const record::Profile& profile) {
  auto policy = parse_policy(profile);
  REQUIRE_MESSAGE(policy, (policy ? "" : to_string(policy.error())));
  return *std::move(policy);
}

std::string policy_error(const std::string& yaml) {
  const auto policy = parse_policy(profile_of({{"p.yaml", yaml}}));
  return policy ? "no error" : to_string(policy.error());
}

TEST_CASE("a profile without texts or sections has an empty policy") {
  for (const auto& policy :
       {policy_of({}), policy_of(profile_of({{"p.yaml", "name: x\n"}})), policy_of(profile_of({{"p.yaml", ""}}))}) {
    CHECK(policy.rules.empty());
    CHECK(policy.slos.empty());
    CHECK(policy.silences.empty());
    CHECK(policy.priorities.empty());
    CHECK_FALSE(policy.routing.root);
  }
}

TEST_CASE("rules replace the inherited ones of the same name, whatever their labels") {
  const auto policy =
      policy_of(profile_of({{"base.yaml",
                             "rules:\n"
                             "- {alert: A, when: failures > 1, labels: {severity: warning}}\n"
                             "- {alert: B, when: failures > 2}\n"
                             "- {alert: A, when: failures > 3, labels: {severity: critical}}\n"},
                            {"middle.yaml", "name: middle\n"},
                            {"own.yaml", "rules:\n- {alert: A, when: failures > 9}\n- {alert: C, when: absent}\n"}}));
  REQUIRE(policy.rules.size() == 3);
  CHECK(policy.rules[0].alert == "B");
  CHECK(policy.rules[0].place == "base.yaml:3:3");
  CHECK(policy.rules[1].when.text() == "failures > 9");
  CHECK(policy.rules[1].place == "own.yaml:2:3");
  CHECK(policy.rules[2].alert == "C");
}

TEST_CASE("other sections replace the inherited one as a whole") {
  const auto policy = policy_of(
      profile_of({{"base.yaml", "priorities: {P1: {severity: critical, response: 5m}, P2: {severity: high, response: 1h}}\n"},
                  {"own.yaml", "priorities: {P3: {severity: low, response: 1d}}\n"}}));
  REQUIRE(policy.priorities.size() == 1);
  CHECK(policy.priorities[0].name == "P3");
}

TEST_CASE("priorities keep their order, and tell the response as a span where it is one") {
  const auto policy = policy_of(profile_of({{"p.yaml",
                                             "priorities:\n"
                                             "  P2: {severity: high, response: 30m}\n"
                                             "  P1: {severity: critical, response: immediate}\n"
                                             "  P4: {severity: low, response: next business day}\n"}}));
  REQUIRE(policy.priorities.size() == 3);
  CHECK(policy.priorities[0].name == "P2");
  CHECK(policy.priorities[0].severity == "high");
  CHECK(policy.priorities[0].within == 30 * kMinute);
  CHECK(policy.priorities[1].name == "P1");
  CHECK(policy.priorities[1].within == 0);
  CHECK(policy.priorities[2].response == "next business day");
  CHECK_FALSE(policy.priorities[2].within);
  CHECK(policy_error("priorities: [P1]") == "p.yaml:1:13: priorities must be a map from names to {severity, response}");
  CHECK(policy_error("priorities: {P1: critical}") == "p.yaml:1:18: a priority must be a map");
  CHECK(policy_error("priorities: {P1: {sevrity: x}}") == "p.yaml:1:19: unknown key 'sevrity' (did you mean 'severity'?)");
}

TEST_CASE("errors name the text that they stand in") {
  const auto policy =
      parse_policy(profile_of({{"base.yaml", "rules: []\n"}, {"own.yaml", "rules:\n- {alert: A, when: x > 1}\n"}}));
  REQUIRE_FALSE(policy);
  CHECK(policy.error().where == "own.yaml:2:20");
  CHECK(policy_error("rules: [").starts_with("p.yaml:"));
  CHECK(policy_error("rules:\n") == "p.yaml:2:1: rules must be a list");
}

TEST_CASE("receivers that routes and escalations name must be declared, where any are") {
  const std::string routes = "routes: {receiver: ops-chat, escalate: [{after: 15m, receiver: oncal}]}\n";
  CHECK(policy_error(routes) == "no error");
  CHECK(policy_error(routes + "receivers: [{name: ops-chat}, {name: oncal}]\n") == "no error");
  CHECK(policy_error(routes + "receivers: [{name: ops-chat}, {name: oncall}]\n") ==
        "p.yaml:1:9: the routes name a receiver 'oncal' that is not declared (did you mean 'oncall'?)");
  CHECK(policy_error("routes: {receiver: a, routes: [{receiver: zzz}]}\nreceivers: [{name: a}]\n") ==
        "p.yaml:1:9: the routes name a receiver 'zzz' that is not declared (add it to 'receivers:')");
  CHECK(policy_error("routes: {receiver: a}\nreceivers: []\n") ==
        "p.yaml:1:9: the routes name a receiver 'a' that is not declared (add it to 'receivers:')");
}

}  // namespace
}  // namespace invmon::policy
