#include <doctest/doctest.h>

#include <filesystem>

#include "lib/pipeline/compare_reports.hpp"

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

}  // namespace
}  // namespace invmon
