#include <array>
#include <map>
#include <set>

#include "dates.hpp"
#include "json_log.hpp"

using namespace invmon;
using namespace invmon::generate;

namespace {

LogLines sustained(std::vector<Incident> incidents, double rate = 10) {
  return log_lines({.profile = "sustained", .seed = 3, .from = kMonday, .duration = kDay, .rate = rate, .incidents = incidents});
}

double mean_of(const LogLines& lines, const std::string& key) {
  double sum = 0;
  for (const LogLine& line : lines) sum += line.number(key);
  return sum / static_cast<double>(lines.size());
}

/// Entries that are missing between the first and the last.
double audit_gap(const LogLines& lines) {
  const auto entries = of_event(lines, "audit");
  return entries.back().number("audit_seq") - entries.front().number("audit_seq") + 1 - static_cast<double>(entries.size());
}

}  // namespace

TEST_CASE("sustained: a call takes less than a millisecond on average, and few orders are not fulfilled") {
  const auto lines = sustained({});
  const auto calls = of_event(lines, "api_call");
  CHECK(mean_of(calls, "duration_us") < 600);
  CHECK(share_of(calls, "outcome", "failure") < 0.001);
  CHECK(share_of(of_event(lines, "order"), "outcome", "fulfilled") > 0.97);
}

TEST_CASE("sustained: a flow's events share an id and come in order, each step as long as it says") {
  const std::array<std::string, 4> steps{"received", "synced", "forecast", "ordered"};
  std::map<std::string, LogLines> flows;
  for (const LogLine& line : sustained({}, 1)) {
    if (line.texts.contains("flow_id")) flows[line.text("flow_id")].push_back(line);
  }
  CHECK(flows.size() >= 24 * 12 - 1);
  CHECK(flows.size() <= 24 * 12 + 1);
  std::size_t whole = 0;
  for (const auto& [id, flow] : flows) {
    if (flow.front().event() != "received") continue;  // began before the log
    for (std::size_t i = 0; i < flow.size(); ++i) {
      REQUIRE(flow[i].event() == steps[i]);
      if (i > 0) REQUIRE(static_cast<double>(flow[i].time - flow[i - 1].time) / kMillisecond == flow[i].number("duration_ms"));
    }
    whole += flow.size() == 4 && flow.back().text("outcome") == "success";
  }
  CHECK(static_cast<double>(whole) > 0.96 * static_cast<double>(flows.size()));
}

TEST_CASE("sustained: audit entries are numbered without a gap, but for those that a retry storm loses") {
  CHECK(audit_gap(sustained({})) == 0);
  CHECK(audit_gap(sustained({{Scenario::retry_storm, kMonday + 10 * kHour, kHour}})) > 3);
}

TEST_CASE("sustained: an outage fails the checks of one integration and no other") {
  const Incident outage{Scenario::outage, kMonday + 10 * kHour, kHour};
  std::set<std::string> failed;
  const auto checks = of_event(sustained({outage}, 1), "integration_check");
  CHECK(checks.size() == 5 * 24 * 12);
  for (const LogLine& line : during(checks, outage)) {
    if (line.text("outcome") == "failure") failed.insert(line.text("integration"));
  }
  CHECK(failed.size() == 1);
}

TEST_CASE("sustained: a slowdown takes calls above a millisecond, and load tests below 1,200 a second") {
  const Incident slowdown{Scenario::slowdown, kMonday + 10 * kHour, kHour};
  const auto lines = during(sustained({slowdown}), slowdown);
  CHECK(mean_of(of_event(lines, "api_call"), "duration_us") > 1000);
  CHECK(quantile_of(of_event(lines, "load_test"), "rps", 1) < 1200);
  CHECK(quantile_of(of_event(sustained({}), "load_test"), "rps", 0) > 1200);
}

TEST_CASE("sustained: a retry storm takes more than 100 MB, a quiet day does not") {
  const Incident storm{Scenario::retry_storm, kMonday + 10 * kHour, kHour};
  const auto rise = [](const LogLines& lines) { return quantile_of(lines, "mem_mb", 1) - quantile_of(lines, "mem_mb", 0); };
  CHECK(rise(sustained({storm}, 1)) > 200);
  CHECK(rise(sustained({}, 1)) < 50);
}

TEST_CASE("sustained: stock falls below its threshold now and then, and is a warning then") {
  const auto levels = of_event(sustained({}, 1), "stock_level");
  CHECK(levels.size() == 6 * 24 * 6);
  std::size_t low = 0;
  for (const LogLine& line : levels) {
    const bool below = line.number("quantity") < line.number("threshold");
    REQUIRE(line.text("level") == (below ? "WARN" : "INFO"));
    low += below;
  }
  CHECK(low > 0);
  CHECK(low < levels.size() / 20);
}
