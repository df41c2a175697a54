#include "pipeline/judge.hpp"

#include <doctest/doctest.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "logs.hpp"
#include "scratch_folder.hpp"

namespace invmon::pipeline {
namespace {

constexpr const char* kProfile = R"(
extends: inventory-bot
name: grouped
slos: []
rules:
- {alert: Streak, when: failure_streak >= 2 and error_rate > 20%, window: 10m, by: [warehouse]}
- {alert: Slow, when: p90 > 0.2s, window: 5m, by: [warehouse]}
- {alert: SomeSlow, when: p90 > 0.2s, window: 5m, by: [warehouse], where: items > 20}
- {alert: Both, when: failures >= 2, window: 10m, by: [warehouse, event]}
)";

/// The alerts, a line each.
std::string alerts_of(const std::string& path, std::vector<std::string> by, std::size_t max_groups) {
  Options options;
  options.inputs = {path};
  options.by = std::move(by);
  options.max_groups = max_groups;
  options.threads = 2;
  options.limits.block_bytes = 20'000;
  auto profile = record::parse_profile(kProfile, "grouped.yaml");
  REQUIRE_MESSAGE(profile, (profile ? "" : to_string(profile.error())));
  options.profile = *std::move(profile);
  auto policy = policy::parse_policy(options.profile);
  REQUIRE_MESSAGE(policy, (policy ? "" : to_string(policy.error())));
  auto judged = judge(options, *std::move(policy));
  REQUIRE_MESSAGE(judged, (judged ? "" : to_string(judged.error())));
  std::string alerts;
  for (const auto& alert : judged->judgement.alerts) {
    alerts += fmt::format("{} {} {} {} {} {} {}\n", alert.alert, fmt::join(alert.labels, ","), alert.starts_at.value_or(0),
                          alert.ends_at.value_or(0), alert.value.value_or(-1), alert.transactions, alert.failures);
  }
  return alerts;
}

TEST_CASE("alerts by a group are the same whether the report has the same groups or not, and where groups are folded") {
  const ScratchFolder folder;
  const auto path = folder.write("in.jsonl", generated_log(kDay, 10));
  for (const std::size_t max_groups : {100, 3}) {
    const auto alone = alerts_of(path, {}, max_groups);
    CHECK(std::ranges::count(alone, '\n') > 20);
    for (const auto& by : {std::vector<std::string>{"warehouse"}, {"event", "warehouse"}}) {
      CHECK(alerts_of(path, by, max_groups) == alone);
    }
  }
}

}  // namespace
}  // namespace invmon::pipeline
