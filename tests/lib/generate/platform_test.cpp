#include <initializer_list>
#include <set>
#include <utility>

#include "dates.hpp"
#include "json_log.hpp"

using namespace invmon;
using namespace invmon::generate;

namespace {

constexpr Nanos kTenInTheMorning = kMonday + 10 * kHour;

LogLines platform(std::vector<Incident> incidents, double rate = 20, Nanos duration = kDay) {
  return log_lines(
      {.profile = "platform", .seed = 5, .from = kMonday, .duration = duration, .rate = rate, .incidents = incidents});
}

LogLines of_category(const LogLines& lines, const std::string& category) {
  return those(lines, [&](const LogLine& line) { return line.text("category") == category; });
}

}  // namespace

TEST_CASE("platform: a quiet day keeps each category's standard") {
  const auto lines = platform({});
  const std::pair<const char*, std::pair<double, double>> standards[] = {{"reading", {3000, 5000}}, {"credit", {500, 1000}},
                                                                         {"user", {200, 500}},      {"payment", {2000, 4000}},
                                                                         {"cache", {100, 200}},     {"database", {300, 600}}};
  for (const auto& [category, limits] : standards) {
    CAPTURE(category);
    const auto requests = of_category(lines, category);
    REQUIRE(requests.size() > 1000);
    CHECK(quantile_of(requests, "duration_ms", 0.95) < limits.first);
    CHECK(quantile_of(requests, "duration_ms", 0.95) > limits.first / 3);
    CHECK(quantile_of(requests, "duration_ms", 0.99) < limits.second);
    CHECK(share_of(requests, "outcome", "failure") < 0.002);
  }
}

TEST_CASE("platform: the system is sampled each minute and stays below its warning thresholds on a quiet day") {
  const auto samples = of_event(platform({}, 1), "system");
  CHECK(samples.size() == 24 * 60);
  CHECK(quantile_of(samples, "cpu_percent", 1) < 70);
  CHECK(quantile_of(samples, "memory_percent", 1) < 80);
  CHECK(quantile_of(samples, "disk_percent", 1) < 85);
  CHECK(quantile_of(samples, "cache_hit_rate", 0) > 0.85);
  CHECK(quantile_of(samples, "cache_hit_rate", 1) <= 1);
}

TEST_CASE("platform: each of the six components is checked every five minutes") {
  const auto checks = of_event(platform({}, 1), "health_check");
  CHECK(checks.size() == 6 * 24 * 12);
  for (const char* component : {"database", "redis", "openai", "telegram", "payment", "credit"}) {
    CHECK(share_of(checks, "component", component) == doctest::Approx(1.0 / 6));
  }
}

TEST_CASE("platform: an outage fails one component's checks and one category's requests") {
  const Incident outage{Scenario::outage, kTenInTheMorning, kHour};
  const auto inside = during(platform({outage}), outage);
  std::set<std::string> components;
  std::set<std::string> categories;
  for (const LogLine& line : inside) {
    if (line.text("outcome") == "failure" && line.event() == "health_check") components.insert(line.text("component"));
    if (line.event() == "api_request" && line.number("status") == 503) {
      categories.insert(line.text("category"));
    }
  }
  REQUIRE(components.size() == 1);
  REQUIRE(categories.size() == 1);
  CHECK(share_of(of_category(inside, *categories.begin()), "outcome", "failure") > 0.9);
}

TEST_CASE("platform: a slowdown doubles response times at the least") {
  const Incident slowdown{Scenario::slowdown, kTenInTheMorning, kHour};
  const auto usual = of_category(during(platform({}), slowdown), "reading");
  const auto slow = of_category(during(platform({slowdown}), slowdown), "reading");
  CHECK(quantile_of(slow, "duration_ms", 0.95) > 2 * quantile_of(usual, "duration_ms", 0.95));
}

TEST_CASE("platform: a retry storm fills processor, memory, disk and queue, and empties the cache") {
  const Incident storm{Scenario::retry_storm, kMonday + 18 * kHour, kHour};
  const auto samples = of_event(during(platform({storm}, 1), storm), "system");
  CHECK(quantile_of(samples, "cpu_percent", 0.5) > 85);
  CHECK(quantile_of(samples, "memory_percent", 1) > 90);
  CHECK(quantile_of(samples, "disk_percent", 1) > 95);
  CHECK(quantile_of(samples, "disk_percent", 1) <= 100);
  CHECK(quantile_of(samples, "queue_depth", 1) > 500);
  CHECK(quantile_of(samples, "cache_hit_rate", 0) < 0.7);
}

TEST_CASE("platform: there is a backup each night") {
  const auto backups = of_event(platform({}, 1, 3 * kDay), "backup");
  REQUIRE(backups.size() == 3);
  CHECK(backups[1].time - backups[0].time == kDay);
}
