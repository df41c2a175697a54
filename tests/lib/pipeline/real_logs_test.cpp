#include <doctest/doctest.h>

#include <filesystem>

#include "lib/pipeline/compare_reports.hpp"
#include "pipeline/detect_profile.hpp"

/// Logs of other programs, with quantiles that were computed by other means.
namespace invmon {
namespace {

namespace fs = std::filesystem;

const fs::path kLogs = fs::path(INVMON_SOURCE_DIR) / "../shared/data/logs";

pipeline::Options options_of(const fs::path& log, std::string_view profile) {
  pipeline::Options options;
  options.inputs = {log.string()};
  auto parsed = record::parse_profile(profile, "profile");
  if (!parsed) FAIL(to_string(parsed.error()));
  options.profile = *std::move(parsed);
  return options;
}

TEST_CASE("the quantiles of a k6 result are exact") {
  const auto log = kLogs / "k6/k6_result.jsonl";
  if (!fs::exists(log)) {
    MESSAGE("skipped: the log is not there");
    return;
  }
  const auto options = options_of(log, R"(
name: k6
fields:
  time: data.time
  duration: {path: data.value, unit: ms}
transaction: metric == "http_req_duration"
)");
  auto selected = options;
  selected.where = R"(metric == "http_req_duration")";
  // Values of other metrics are no durations: as transactions alone count, both ways give the same.
  for (const auto& report : {run_report(options), run_report(selected)}) {
    CHECK(report.kpi.duration.count == 322);
    CHECK(report.kpi.duration.p95 == doctest::Approx(0.125295918).epsilon(1e-15));
    CHECK(report.kpi.duration.p99 == doctest::Approx(0.126513937).epsilon(1e-15));
  }
}

TEST_CASE("the quantiles of a Traefik access log are exact") {
  const auto log = kLogs / "traefik/monitor-stack_access.jsonl";
  if (!fs::exists(log)) {
    MESSAGE("skipped: the log is not there");
    return;
  }
  auto options = options_of(log, R"(
name: traefik
fields:
  time: StartUTC
  duration: {path: Duration, unit: ns}
  dimensions: [RouterName, RequestHost]
failure: DownstreamStatus >= 500
)");
  options.by = {"RouterName", "RequestHost"};
  const auto report = run_report(options);
  CHECK(report.kpi.transactions == 243);
  CHECK(report.kpi.duration.p95 == doctest::Approx(0.008643002).epsilon(1e-15));
  CHECK(report.kpi.duration.p99 == doctest::Approx(0.106868158).epsilon(1e-15));
}

/// What a log is taken for without a word, how many lines it has and what became of them.
struct Known {
  const char* path;
  const char* profile;
  std::uint64_t lines, records, transactions, failures;
};

/// Counted with wc, jq and grep.
constexpr Known kKnown[] = {
    {"caddy/hub_caddy-basic-auth.jsonl", "caddy", 6, 6, 6, 0},
    {"k6/k6_result.jsonl", "k6", 3'597, 3'582, 322, 0},
    {"traefik/monitor-stack_access.jsonl", "traefik", 243, 243, 243, 3},
    {"traefik/hub_base-http.jsonl", "traefik", 80, 80, 80, 0},
    {"nginx/access.jsonl", "nginx-json", 68, 68, 68, 0},
    {"postgres/cnpg.jsonl", "cloudnative-pg", 2'022, 2'022, 2'022, 5},
    {"postgres/pg_vacuums.jsonl", "postgres", 3'544, 3'544, 3'544, 0},
    {"aws_cloudtrail/hub_aws-bf.jsonl", "cloudtrail", 6, 6, 6, 6},
    {"cowrie/cowrie.json.2018-06-10", "generic", 1'579, 1'579, 1'579, 0},
    {"docker_json/hub_docker-logs.jsonl", "docker-json-file", 3, 3, 3, 0},
    {"lnav/logfile_bunyan.0", "bunyan", 10, 10, 10, 0},
    {"lnav/logfile_ecs_log.json", "ecs", 5, 5, 5, 2},
    {"lnav/logfile_journald.json", "journald", 2, 2, 2, 1},
    {"gharchive/lnav_gharchive.jsonl", "generic", 50, 50, 50, 0},
    {"nginxplus/nginxplus_json_logs.jsonl", "generic", 500, 500, 500, 0},
};

TEST_CASE("real logs are known without a word, and every line is accounted for") {
  if (!fs::exists(kLogs)) {
    MESSAGE("skipped: the logs are not there");
    return;
  }
  for (const auto& known : kKnown) {
    CAPTURE(known.path);
    pipeline::Options options;
    options.inputs = {(kLogs / known.path).string()};
    auto detected = pipeline::detect_profile(options);
    REQUIRE(detected);
    CHECK(detected->profile.name == known.profile);
    CHECK(detected->assumed.empty() == (detected->profile.name != "generic"));
    options.profile = detected->profile;
    const auto report = run_report(options);
    CHECK(report.profile_source == "detected");
    CHECK(report.input.lines == known.lines);
    CHECK(report.input.records == known.records);
    CHECK(report.kpi.transactions == known.transactions);
    CHECK(report.kpi.failures == known.failures);
    std::uint64_t accounted = report.input.records;
    for (const auto& dropped : report.input.dropped) accounted += dropped.lines;
    CHECK(accounted == report.input.lines);
  }
}

}  // namespace
}  // namespace invmon
