#include "policy/duration_limits.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {
namespace {

std::vector<double> limits_in(const std::string& sections) {
  const auto profile = record::parse_profile("name: x\nfields: {time: t, duration: d, gauges: {g: g}}\n" + sections, "p.yaml");
  REQUIRE(profile);
  const auto policy = parse_policy(*profile);
  REQUIRE(policy);
  return duration_limits(*policy);
}

}  // namespace

TEST_CASE("without rules and SLOs there are no limits of durations") { CHECK(limits_in("").empty()); }

TEST_CASE("limits of durations come from rules and SLOs, each once and ascending") {
  CHECK(limits_in("rules:\n"
                  "- {alert: A, when: p95 > 300ms and transactions >= 20}\n"
                  "- {alert: B, when: share(within 800ms) < 95% or 2s < p99.9}\n"
                  "- {alert: C, when: \"mean > 1s and not (max <= 30s)\", by: []}\n"
                  "slos:\n"
                  "- {name: s, objective: 95%, sli: {share_within: 300ms}}\n"
                  "- {name: q, objective: 95%, sli: {p95: 250ms}, per: 1h}\n"
                  "- {name: w, objective: 95%, sli: {when: p50 <= 100ms}, per: 1h}\n") ==
        std::vector<double>{0.1, 0.25, 0.3, 0.8, 1, 2, 30});
}

TEST_CASE("comparisons of what is no transaction's duration are no limits of durations") {
  CHECK(limits_in("rules:\n"
                  "- {alert: A, when: age > 15m}\n"
                  "- {alert: B, when: duration_sum > 10s}\n"
                  "- {alert: C, when: max(g) > 5}\n"
                  "- {alert: D, when: p95 > 150% of baseline, baseline: {repeat: 1d, times: 3}}\n"
                  "- {alert: E, when: p95 > 0s}\n"
                  "- {alert: F, when: p95 > 2 * p50}\n"
                  "slos:\n"
                  "- {name: s, objective: 95%, sli: {good: success}}\n"
                  "- {name: f, objective: 95%, sli: {freshness: 15m}, per: 1h}\n")
            .empty());
}

}  // namespace invmon::policy
