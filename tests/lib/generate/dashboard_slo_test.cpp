#include "dates.hpp"
#include "json_log.hpp"

using namespace invmon;
using namespace invmon::generate;

namespace {

LogLines dashboard(std::vector<Incident> incidents, double rate = 5) {
  return log_lines(
      {.profile = "dashboard-slo", .seed = 3, .from = kMonday, .duration = kDay, .rate = rate, .incidents = incidents});
}

/// Seconds from one time of a line to another.
double seconds_between(const LogLine& line, const std::string& from, const std::string& to) {
  return static_cast<double>(parse_rfc3339(line.text(to)).value() - parse_rfc3339(line.text(from)).value()) / kSecond;
}

/// The lines with those seconds as a number.
LogLines with_seconds(LogLines lines, const std::string& from, const std::string& to) {
  for (LogLine& line : lines) line.numbers["seconds"] = seconds_between(line, from, to);
  return lines;
}

}  // namespace

TEST_CASE("dashboard: the page is checked every five minutes, and an outage fails the checks") {
  const Incident outage{Scenario::outage, kMonday + 10 * kHour, kHour};
  const auto checks = of_event(dashboard({outage}), "synthetic_check");
  CHECK(checks.size() == 24 * 12);
  CHECK(share_of(during(checks, outage), "outcome", "failure") > 0.8);
  CHECK(share_of(of_event(dashboard({}), "synthetic_check"), "outcome", "success") > 0.99);
}

TEST_CASE("dashboard: snapshots come every quarter of an hour and are minutes old, unless a retry storm delays them") {
  const auto quiet = with_seconds(of_event(dashboard({}), "rop_snapshot"), "generated_at", "timestamp");
  CHECK(quiet.size() >= 24 * 4 - 1);
  CHECK(quiet.size() <= 24 * 4 + 1);
  CHECK(quantile_of(quiet, "seconds", 0.95) < 15 * 60);
  const Incident storm{Scenario::retry_storm, kMonday + 10 * kHour, 2 * kHour};
  const auto late = with_seconds(of_event(dashboard({storm}), "rop_snapshot"), "generated_at", "timestamp");
  CHECK(those(late, [](const LogLine& line) { return line.number("seconds") > 15 * 60; }).size() == 8);
}

TEST_CASE("dashboard: a run that fails delivers the snapshot from before the outage") {
  const Incident outage{Scenario::outage, kMonday + 10 * kHour, kHour};
  const auto runs = of_event(dashboard({outage}), "rop_snapshot");
  const auto failed = those(runs, [](const LogLine& line) { return line.text("outcome") == "failure"; });
  REQUIRE(failed.size() == 4);
  for (const LogLine& run : failed) CHECK(parse_rfc3339(run.text("generated_at")).value() == outage.at - 15 * kMinute);
}

TEST_CASE("dashboard: nineteen of twenty actions are viewed within three minutes, until a slowdown") {
  const auto quiet = with_seconds(of_event(dashboard({}), "action_viewed"), "queued_at", "viewed_at");
  CHECK(quantile_of(quiet, "seconds", 0.95) < 180);
  CHECK(quantile_of(quiet, "seconds", 0) > 0);
  const Incident slowdown{Scenario::slowdown, kMonday + 10 * kHour, kHour};
  const auto slow = with_seconds(of_event(during(dashboard({slowdown}), slowdown), "action_viewed"), "queued_at", "viewed_at");
  CHECK(quantile_of(slow, "seconds", 0.95) > 180);
}

TEST_CASE("dashboard: most requests for health metrics are answered within 800 ms") {
  const auto requests =
      those(dashboard({}), [](const LogLine& line) { return line.text("path") == "/api/inventory/health-metrics"; });
  CHECK(requests.size() > 1000);
  CHECK(quantile_of(requests, "duration_ms", 0.95) < 800);
}
