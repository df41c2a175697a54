#include <doctest/doctest.h>

#include <sstream>

#include "lib/report/sample_report.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

std::string jsonl_of(const Report& report) {
  std::ostringstream out;
  write_jsonl(report, out);
  return out.str();
}

}  // namespace

TEST_CASE("without windows there is no line of JSON") { CHECK(jsonl_of(Report{}).empty()); }

TEST_CASE("each row of the CSV is an object with its columns as members, null where there is no number") {
  Report report;
  report.kpi.gauges = {{"a\"b", 0, {}, {}, {}, {}, {}}};
  report.dimensions = {{"w", {{"=1+1\n", {}}}, false}};
  report.windows = {{kSampleStart, kSampleStart + kHour, {}}};
  report.windows[0].kpi.transactions = 3;
  report.windows[0].kpi.gauges = {{"a\"b", 1, 1.5, 2, 3, 4, std::nullopt}};
  report.windows[0].kpi.streak = kpi::Streaks{stats::Run{7, 0, 0}, 2, 1, 5};
  report.group_windows = {{0, 0, {kSampleStart, kSampleStart + kHour, {}}}};
  const std::string numbers =
      R"("failures": 0, "retries": 0, "items": 0, "error_rate": null, "success_ratio": null, "retry_rate": null, )"
      R"("retried_share": null, "retries_per_1k": null, "items_per_minute": null, "transactions_per_minute": null, )"
      R"("duration_count": 0, "duration_sum": null, "mean": null, "min": null, "max": null, "stddev": null, "p50": null, )"
      R"("p90": null, "p95": null, "p99": null, "p999": null, )";
  const std::string span = R"({"from": "2025-02-01T00:00:00.000Z", "to": "2025-02-01T01:00:00.000Z", )";
  CHECK(
      jsonl_of(report) ==
      span + R"("dimension": null, "key": null, "transactions": 3, )" + numbers +
          R"("gauge.a\"b.mean": 1.5, "gauge.a\"b.min": 2, "gauge.a\"b.max": 3, "gauge.a\"b.last": 4, "gauge.a\"b.p95": null, )" +
          R"("streak_longest": 7, "streak_open": 2, "streak_over_threshold": 1})" + "\n" + span +
          R"("dimension": "w", "key": "=1+1\n", "transactions": 0, )" + numbers +
          R"("gauge.a\"b.mean": null, "gauge.a\"b.min": null, "gauge.a\"b.max": null, "gauge.a\"b.last": null, )" +
          R"("gauge.a\"b.p95": null, "streak_longest": null, "streak_open": null, "streak_over_threshold": null})" + "\n");
}

}  // namespace invmon::report
