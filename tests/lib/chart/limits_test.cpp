#include "chart/limits.hpp"

#include <doctest/doctest.h>

#include "policy/policy.hpp"
#include "record/profile.hpp"

namespace invmon::chart {
namespace {

std::vector<Limit> limits_in(const std::string& sections) {
  const auto profile = record::parse_profile(
      "name: mine\nfields: {time: at, dimensions: [host], gauges: {cpu_percent: cpu, mem_mb: mem}}\nfailure: ok == false\n" +
          sections,
      "mine.yaml");
  REQUIRE_MESSAGE(profile, (profile ? "" : to_string(profile.error())));
  const auto policy = policy::parse_policy(*profile);
  REQUIRE_MESSAGE(policy, (policy ? "" : to_string(policy.error())));
  return limits_of(policy->rules, policy->slos);
}

std::vector<Limit> limits_of_rule(const std::string& keys) { return limits_in("rules:\n- {alert: A, " + keys + "}\n"); }
std::vector<Limit> limits_of_slo(const std::string& keys) { return limits_in("slos:\n- {name: a, " + keys + "}\n"); }

using Limits = std::vector<Limit>;

}  // namespace

TEST_CASE("rules give what they compare a number with") {
  CHECK(limits_of_rule("when: error_rate > 2% and failures >= 2") ==
        Limits{{"error_rate", {}, 0.02, Limit::Kind::rule}, {"failures", {}, 2, Limit::Kind::rule}});
  CHECK(limits_of_rule("when: 300ms < p95") == Limits{{"p95", {}, 0.3, Limit::Kind::rule}});
  CHECK(limits_of_rule("when: max(mem_mb) > 500") == Limits{{"", 1, 500, Limit::Kind::rule}});
  CHECK(limits_of_rule("when: share(within 800ms) < 95%") == Limits{{"p95", {}, 0.8, Limit::Kind::rule}});
}

TEST_CASE("a rule that looks at other records, other times or other numbers gives none") {
  CHECK(limits_of_rule("when: error_rate > 2%, by: [host]").empty());
  CHECK(limits_of_rule("when: error_rate > 2%, where: 'host == \"a\"'").empty());
  CHECK(limits_of_rule("when: 'error_rate[1h] > 2%'").empty());
  CHECK(limits_of_rule("when: absent").empty());
  CHECK(limits_of_rule("when: last(mem_mb) - first(mem_mb) > 100").empty());
}

TEST_CASE("SLOs give the share of failures or the duration that they allow") {
  const auto success = limits_of_slo("objective: 99.5%, sli: {good: success}");
  REQUIRE(success.size() == 1);
  CHECK(success[0].measure == "error_rate");
  CHECK(success[0].value == doctest::Approx(0.005));
  CHECK(success[0].kind == Limit::Kind::slo);
  CHECK(limits_of_slo("objective: 95%, sli: {share_within: 300ms}") == Limits{{"p95", {}, 0.3, Limit::Kind::slo}});
  CHECK(limits_of_slo("objective: 90%, sli: {p99: 1s}, per: 1h") == Limits{{"p99", {}, 1, Limit::Kind::slo}});
  CHECK(limits_of_slo("objective: 99%, sli: {when: error_rate <= 2%}, per: 1h") ==
        Limits{{"error_rate", {}, 0.02, Limit::Kind::slo}});
  CHECK(limits_of_slo("objective: 99%, sli: {freshness: 15m}, per: 1h").empty());
  CHECK(limits_of_slo("objective: 99.5%, sli: {good: success}, by: [host]").empty());
}

TEST_CASE("the same limit of two rules is there once") {
  CHECK(limits_in("rules:\n- {alert: A, when: p95 > 300ms}\n- {alert: B, when: p95 >= 300ms}\n").size() == 1);
  CHECK(limits_in("").empty());
}

}  // namespace invmon::chart
