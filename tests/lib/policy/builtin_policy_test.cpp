#include <doctest/doctest.h>
#include <sys/stat.h>

#include <set>

#include <string>
#include "generate/models.hpp"

#include "policy/lint.hpp"
#include "policy/policy.hpp"

using namespace invmon;
using namespace invmon::policy;

namespace {

Policy policy_of(const record::Profile& profile) {
  auto policy = parse_policy(profile);
  REQUIRE_MESSAGE(policy, (policy ? "" : to_string(policy.error())));
  return *std::move(policy);
}

bool has_runbook(const Labels& annotations) {
  const auto runbook = annotations.find("runbook");
  if (runbook == annotations.end()) return false;
  struct stat status = {};
  return stat((std::string(INVMON_SOURCE_DIR "/") + runbook->second).c_str(), &status) == 0;
}

void add_receivers(const Route& route, std::set<std::string>& names) {
  names.insert(route.receiver);
  for (const auto& step : route.escalate) names.insert(step.receiver);
  for (const auto& child : route.routes) add_receivers(child, names);
}

}  // namespace

TEST_CASE("each profile of a log that can be generated has rules, SLOs and receivers, and nothing in it looks like a mistake") {
  for (const auto& name : generate::model_names()) {
    CAPTURE(name);
    const auto profile = record::load_profile(std::string(name));
    REQUIRE(profile);
    const Policy policy = policy_of(*profile);
    CHECK(policy.rules.size() >= 4);
    CHECK(policy.slos.size() >= 5);
    for (const auto& finding : lint(policy)) FAIL_CHECK(finding.place << ": " << finding.message);
    std::set<std::string> named;
    add_receivers(policy.routing.root.value(), named);
    std::set<std::string> declared;
    for (const auto& receiver : policy.routing.receivers) declared.insert(receiver.name);
    CHECK(named == declared);
  }
}

TEST_CASE("each built-in rule has a priority that is declared, and a runbook that exists") {
  for (const std::string& name : record::builtin_profile_names()) {
    CAPTURE(name);
    const Policy policy = policy_of(*record::load_profile(name));
    std::set<std::string> priorities;
    for (const auto& priority : policy.priorities) priorities.insert(priority.name);
    for (const Rule& rule : policy.rules) {
      CAPTURE(rule.alert);
      CHECK(priorities.contains(rule.labels.at("priority")));
      CHECK(has_runbook(rule.annotations));
    }
    for (const Slo& slo : policy.slos) {
      if (!slo.alerting.empty()) CHECK(has_runbook(slo.alert_annotations));
    }
  }
}
