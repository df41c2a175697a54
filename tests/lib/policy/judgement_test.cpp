#include "policy/judgement.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {
namespace {

/// The only alert of a rule with these labels.
Alert alert_of(const Labels& labels, const std::vector<std::string>& by = {}, const std::vector<std::string>& key = {}) {
  Policy policy;
  policy.rules.emplace_back();
  policy.rules[0].alert = "Failing";
  policy.rules[0].labels = labels;
  policy.rules[0].by = by;
  policy.priorities = {{"P1", "critical", "immediate", 0}, {"P2", "warning", "30m", 30 * kMinute}, {"P3", "low", "", {}}};
  const GroupTimeline timeline{0, key, {{{0, kMinute, {}, 1, 1, 4, 2}}, 0, 2, 0}};
  const Judgement judgement = judge(policy, {&timeline, 1}, {0, kHour});
  REQUIRE(judgement.alerts.size() == 1);
  return judgement.alerts[0];
}

TEST_CASE("an alert has the response time of its priority") {
  CHECK(alert_of({{"priority", "P1"}}).response == "immediate");
  CHECK(alert_of({{"priority", "P2"}, {"team", "ops"}}).response == "30m");
}

TEST_CASE("a dimension that is called priority tells the response time too") {
  CHECK(alert_of({}, {"priority"}, {"P2"}).response == "30m");
}

TEST_CASE("without a declared priority there is no response time") {
  CHECK(alert_of({}).response.empty());
  CHECK(alert_of({{"priority", "P3"}}).response.empty());
  CHECK(alert_of({{"priority", "P7"}}).response.empty());
  CHECK(alert_of({{"severity", "P1"}}).response.empty());
}

}  // namespace
}  // namespace invmon::policy
