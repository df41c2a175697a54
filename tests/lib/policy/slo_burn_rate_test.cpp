#include "lib/policy/slo_log.hpp"

namespace invmon::policy {
namespace {

std::vector<Rule> burn_rules_of(const std::string& entry) {
  const auto rules = burn_rate_rules(slo_of(entry), {});
  INFO((rules ? "" : to_string(rules.error())));
  REQUIRE(rules);
  return *rules;
}

}  // namespace

TEST_CASE("the SRE rows become a rule for each severity") {
  const auto rules = burn_rules_of(
      "{name: availability, objective: 99.5%, sli: {good: success}, by: [warehouse], where: 'x == 1', "
      "alerting: {burn_rate: sre, labels: {team: ops}, annotations: {runbook: r.md}}}");
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].alert == "SLO availability burn rate");
  CHECK(rules[0].labels == Labels{{"severity", "page"}, {"slo", "availability"}, {"team", "ops"}});
  CHECK(rules[0].annotations == Labels{{"runbook", "r.md"}});
  CHECK(rules[0].when.text() ==
        "(error_rate[1h] > 14.4 * 0.5% and error_rate[5m] > 14.4 * 0.5% and transactions[1h] >= 50 and failures[1h] >= 2) or "
        "(error_rate[6h] > 6 * 0.5% and error_rate[30m] > 6 * 0.5% and transactions[6h] >= 50 and failures[6h] >= 2)");
  CHECK(rules[0].every == kMinute);
  CHECK(rules[0].window == 6 * kHour);
  CHECK(rules[0].by == std::vector<std::string>{"warehouse"});
  CHECK(rules[0].where->text == "x == 1");
  CHECK(rules[0].slo == "availability");
  CHECK(rules[1].labels.at("severity") == "ticket");
  CHECK(rules[1].window == 3 * kDay);
}

TEST_CASE("latency burns by the share of slow transactions, counted exactly") {
  const auto rules = burn_rules_of(
      "{name: fast, objective: 95%, sli: {share_within: 300ms}, "
      "alerting: {burn_rate: [{long: 1h, short: 5m, burn: 14.4}], min_events: 20}}");
  REQUIRE(rules.size() == 1);
  CHECK(rules[0].when.text() ==
        "share(within 300ms)[1h] < 1 - 14.4 * 5% and share(within 300ms)[5m] < 1 - 14.4 * 5% and "
        "transactions[1h] >= 20 and over(300ms)[1h] >= 2");
}

TEST_CASE("rows that are held for different times are rules of their own") {
  const auto rules =
      burn_rules_of("{name: a, objective: 99.9%, sli: {good: success}, period: 28d, alerting: {burn_rate: pyrra}}");
  REQUIRE(rules.size() == 4);
  CHECK(rules[0].labels.at("for") == "2m");
  CHECK(rules[0].hold.span == 2 * kMinute);
  CHECK(rules[1].labels.at("for") == "15m");
  CHECK(rules[3].labels == Labels{{"for", "3h"}, {"severity", "warning"}, {"slo", "a"}});
  CHECK(rules[0].when.text().starts_with("error_rate[1h] > 14 * 0.1% and"));
}

TEST_CASE("an SLO without rows has no rules") { CHECK(burn_rules_of("{name: a, objective: 99%, sli: {good: success}}").empty()); }

TEST_CASE("one failure among twenty requests is no page, a trickle over days is a ticket") {
  const auto rules = burn_rules_of("{name: a, objective: 99.9%, sli: {good: success}, alerting: {burn_rate: sre}}");
  const auto judge = [](const Rule& rule, auto rate, auto transactions, auto failures) {
    const auto value = [&](std::size_t index) -> std::optional<double> {
      const Measure& measure = rule.when.measures()[index];
      const std::string name(measure.entry->name);
      if (name == "error_rate") return rate(*measure.window);
      return name == "failures" ? failures(*measure.window) : transactions(*measure.window);
    };
    return rule.when.judge(value, {}, 0);
  };
  const auto constant = [](double value) { return [value](Nanos) { return std::optional(value); }; };
  CHECK(judge(rules[0], constant(0.05), constant(20), constant(1)) == Verdict::ok);
  CHECK(judge(rules[0], constant(0.05), constant(60), constant(1)) == Verdict::ok);
  CHECK(judge(rules[0], constant(0.05), constant(60), constant(3)) == Verdict::breach);
  // 10 requests an hour, 1 % of them bad.
  const auto per_hour = [](double n) {
    return [n](Nanos window) { return std::optional(n * static_cast<double>(window) / kHour); };
  };
  CHECK(judge(rules[0], constant(0.01), per_hour(10), per_hour(0.1)) == Verdict::ok);
  CHECK(judge(rules[1], constant(0.01), per_hour(10), per_hour(0.1)) == Verdict::breach);
}

TEST_CASE("rows that can never fire are told") {
  const auto slo = slo_of("{name: a, objective: 90%, sli: {good: success}, alerting: {burn_rate: sre}}");
  const auto unreachable = unreachable_rows(slo);
  REQUIRE(unreachable.size() == 1);
  CHECK(unreachable[0] == "page of 1h needs a burn rate above 14.4, and at 90.0 % none exceeds 10");
  CHECK(unreachable_rows(slo_of("{name: a, objective: 93.1%, sli: {good: success}, alerting: {burn_rate: sre}}")).empty());
  CHECK(unreachable_rows(slo_of("{name: a, objective: 93%, sli: {good: success}, alerting: {burn_rate: sre}}")).size() == 1);
}

}  // namespace invmon::policy
