#include <doctest/doctest.h>

#include <string>

#include "condition_gauges.hpp"
#include "policy/condition.hpp"

namespace invmon::policy {
namespace {

std::string condition_error(const std::string& text) {
  const auto condition = Condition::parse(text, kGauges);
  if (condition) return "no error";
  CHECK(condition.error().kind == ErrorKind::configuration);
  return to_string(condition.error());
}

TEST_CASE("durations, ratios and counts are not compared with one another") {
  CHECK(condition_error("p95 > 300") == "expression:7: p95 is a duration: write 300ms, not 300");
  CHECK(condition_error("p95 > 0.3") == "expression:7: p95 is a duration: write 0.3s, not 0.3");
  CHECK(condition_error("p95 > 2 * 150") == "expression:7: p95 is a duration, but 2 * 150 is a plain number");
  CHECK(condition_error("p95 > -5") == "expression:7: p95 is a duration, but -5 is a plain number");
  CHECK(condition_error("300 < p95") == "expression:1: p95 is a duration: write 300ms, not 300");
  CHECK(condition_error("p95 + 5 > 300ms") == "expression:7: p95 is a duration: write 5s, not 5");
  CHECK(condition_error("p95 > 2%") == "expression:7: p95 is a duration, but 2% is a percentage");
  CHECK(condition_error("error_rate > 5m") == "expression:14: error_rate is a ratio, but 5m is a duration");
  CHECK(condition_error("failures > 2%") == "expression:12: failures is a count, but 2% is a percentage");
  CHECK(condition_error("failures > 3s") == "expression:12: failures is a count, but 3s is a duration");
  CHECK(condition_error("failures > error_rate") == "expression:12: failures is a count, but error_rate is a ratio");
  CHECK(condition_error("p95 * p99 > 1s") == "expression:7: a product of two durations has no meaning");
  for (const char* fine :
       {"error_rate > 0.02", "error_rate > 2% + 1%", "p95 > 2 * p50", "p95 / p50 > 3", "mean * transactions > 1h",
        "duration_sum / transactions > 1s", "failures > 2% * transactions", "failures / transactions > 2%", "max(mem_mb) > 5m",
        "p95 > 50% * 300ms", "transactions_per_minute < 1200 * 60", "retry_rate > 7%", "p95 > 300ms / 2", "1 / p95 > 3",
        "max(mem_mb) / min(mem_mb) > 150%", "items_per_minute / 60 < 3"}) {
    CHECK_MESSAGE(condition_error(fine) == "no error", fine);
  }
}

TEST_CASE("unknown names are refused at their column, with the near spelling") {
  CHECK(condition_error("eror_rate > 2%") == "expression:1: unknown KPI 'eror_rate' (did you mean 'error_rate'?)");
  CHECK(condition_error("p95 > 1s and Failures > 2") == "expression:14: unknown KPI 'Failures' (did you mean 'failures'?)");
  CHECK(condition_error("zzz > 2") == "expression:1: unknown KPI 'zzz' (KPIs are called as in the JSON report)");
  CHECK(condition_error("p100 > 1s").starts_with("expression:1: unknown KPI 'p100'"));
  CHECK(condition_error("p0 > 1s").starts_with("expression:1: unknown KPI 'p0'"));
  CHECK(condition_error("max(cpu_precent) > 5") == "expression:5: unknown gauge 'cpu_precent' (did you mean 'cpu_percent'?)");
  CHECK(condition_error("max(zzz) > 5") == "expression:5: unknown gauge 'zzz' (gauges: cpu_percent, mem_mb, disk_pct, cpu-load)");
  CHECK(condition_error("mx(mem_mb) > 5") == "expression:1: unknown function 'mx' (did you mean 'max'?)");
  CHECK(condition_error("mem_mb > 5") ==
        "expression:1: 'mem_mb' is a gauge: say which of its values (max(mem_mb), avg(mem_mb), last(mem_mb))");
  CHECK(condition_error("p95 > baseline") == "expression:7: a baseline stands behind a percentage (p95 > 150% of baseline)");
  const auto none = Condition::parse("max(cpu) > 1", {}, {"p.yaml:3", 9});
  REQUIRE_FALSE(none);
  CHECK(to_string(none.error()) == "p.yaml:3:13: unknown gauge 'cpu' (the profile has no gauges)");
}

TEST_CASE("mistakes of form are refused at their column") {
  CHECK(condition_error("") == "expression:1: expected a KPI, a function of a gauge or a number, found the end");
  CHECK(condition_error("error_rate") == "expression:1: 'error_rate' alone is no condition (compare it: error_rate > 2%)");
  CHECK(condition_error("p95 > 1s or error_rate").starts_with("expression:13: 'error_rate' alone is no condition"));
  CHECK(condition_error("error_rate >") == "expression:13: expected a KPI, a function of a gauge or a number, found the end");
  CHECK(condition_error("error_rate 2%") == "expression:12: expected a comparison, found '2%'");
  CHECK(condition_error("error_rate = 2%") == "expression:12: unexpected '=' (did you mean '=='?)");
  CHECK(condition_error("1s < p95 < 2s") == "expression:10: expected 'and', 'or' or the end, found '<'");
  CHECK(condition_error("(p95 > 1s") == "expression:10: expected ')', found the end");
  CHECK(condition_error("p95 > 1s)") == "expression:9: expected 'and', 'or' or the end, found ')'");
  CHECK(condition_error("1 > 2") == "expression:1: nothing is measured in this comparison");
  CHECK(condition_error("(p95 > 1s) > 2").starts_with("expression:1: '(p95 > 1s)' is a condition, where a number is needed"));
  CHECK(condition_error("p95 > 5x") == "expression:7: '5x' is no number (units: % ns us ms s m h d w)");
  CHECK(condition_error("p95 > 1e999") == "expression:7: '1e999' is no number (units: % ns us ms s m h d w)");
  CHECK(condition_error("p95[5x] > 1s").starts_with("expression:5: '5x' is no window"));
  CHECK(condition_error("p95[0m] > 1s").starts_with("expression:5: '0m' is no window"));
  CHECK(condition_error("p95[1500ms] > 1s").starts_with("expression:5: '1500ms' is no window"));
  CHECK(condition_error("p95[] > 1s").starts_with("expression:5: ']' is no window"));
  CHECK(condition_error("age[5m] > 1s") == "expression:4: age has no window: it looks back as far as the log reaches");
  CHECK(condition_error("share(800ms) < 95%") == "expression:7: expected 'within', found '800ms'");
  CHECK(condition_error("over(800) > 2") == "expression:6: '800' is no duration (write it like 300ms)");
  CHECK(condition_error("p95 - p50 > 150% of baseline").starts_with("expression:1: only one measure may stand left"));
  CHECK(condition_error("p95 > 300ms of baseline").starts_with("expression:7: '300ms' is no part of a baseline"));
  CHECK(condition_error("p95 > error_rate of baseline").starts_with("expression:7: 'error_rate' is no part of a baseline"));
  CHECK(condition_error("p95 > 150% of it") == "expression:15: expected 'baseline', found 'it'");
  CHECK(condition_error("max(`a > 1") == "expression:5: this ` has no end");
  CHECK(condition_error("p95 > 1s § 2").starts_with("expression:10: unexpected '§'"));
  CHECK(condition_error("absent > 1").starts_with("expression:1: 'absent' is a condition"));
}

TEST_CASE("deeply nested conditions are refused") {
  const std::string deep(100'000, '(');
  CHECK(condition_error(deep).ends_with("nested too deeply"));
  CHECK(condition_error(std::string(100'000, '!')).ends_with("nested too deeply"));
  CHECK(condition_error("p95 > " + std::string(100'000, '-')).ends_with("nested too deeply"));
}

}  // namespace
}  // namespace invmon::policy
