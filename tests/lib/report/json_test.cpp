#include <doctest/doctest.h>

#include <sstream>

#include "lib/report/sample_report.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

std::string json_of(const Report& report) {
  std::ostringstream out;
  write_json(report, out);
  return out.str();
}

kpi::Snapshot two_transactions() {
  kpi::Snapshot kpi;
  kpi.transactions = 2;
  kpi.failures = 1;
  kpi.error_rate = 0.5;
  kpi.success_ratio = 0.5;
  kpi.retries = 3;
  kpi.retry_rate = 1.5;
  kpi.retried_share = 1;
  kpi.retries_per_1k = 1'500;
  kpi.items = 10;
  kpi.items_per_minute = 5;
  kpi.transactions_per_minute = 1;
  kpi.duration = {2, 0.5, 0.25, 0.125, 0.375, 0.125, 0.125, 0.375, 0.375, 0.375, 0.375};
  kpi.gauges = {{"cpu", 1, 12.5, 12.5, 12.5, 12.5, 12.5}};
  kpi.streak = kpi::Streaks{stats::Run{1, kSampleStart, kSampleStart}, 0, 1, 1};
  return kpi;
}

Report tiny_report() {
  Report report;
  report.profile_name = "bot";
  report.profile_source = "file";
  report.input.sources = {{"a.jsonl", 100, 4, kSampleStart, kSampleStart + 119'999 * kMillisecond}, {"b.jsonl", 1, 1, {}, {}}};
  report.input.bytes = 101;
  report.input.lines = 5;
  report.input.records = 3;
  report.input.dropped = {{"blank", 1}, {"malformed", 1}};
  report.input.examples = {{"a.jsonl", 2, 31, "malformed", "not \"JSON\""}};
  report.input.late = 1;
  report.from = kSampleStart;
  report.to = kSampleStart + 2 * kMinute;
  report.window_seconds = 0.5;
  report.kpi = two_transactions();
  report.errors = {{"E_A", 1, 0.5, {}}, {std::nullopt, 1, 0.5, {}}};
  report.dimensions = {{"warehouse", {{"WH \"1\"", {}}}, false}, {"empty", {}, false}};
  report.windows = {{kSampleStart, kSampleStart + kSecond / 2, {}, {}}};
  report.streaks = {{{1, kSampleStart, kSampleStart + 1}, std::nullopt, ""},
                    {{2, kSampleStart, kSampleStart + kSecond}, 0, "WH \"1\""}};
  return report;
}

const std::string kNoKpi =
    R"("transactions": 0, "failures": 0, "error_rate": null, "success_ratio": null, "retries": 0, "retry_rate": null, )"
    R"("retried_share": null, "retries_per_1k": null, "items": 0, "items_per_minute": null, "transactions_per_minute": null, )"
    R"("duration": {"count": 0, "sum": null, "mean": null, "min": null, "max": null, "stddev": null, "p50": null, "p90": null, )"
    R"("p95": null, "p99": null, "p999": null}, "gauges": {}, "streak": null)";

const std::string kTinyDocument = R"({
  "schema": "invmon.report/v1",
  "generator": {"name": "invmon", "version": "0.1.0"},
  "profile": {"name": "bot", "source": "file"},
  "input": {
    "sources": [
      {"path": "a.jsonl", "bytes": 100, "lines": 4, "first": "2025-02-01T00:00:00.000Z", "last": "2025-02-01T00:01:59.999Z"},
      {"path": "b.jsonl", "bytes": 1, "lines": 1, "first": null, "last": null}
    ],
    "bytes": 101, "lines": 5, "records": 3,
    "dropped": {"blank": 1, "malformed": 1},
    "examples": [
      {"path": "a.jsonl", "line": 2, "offset": 31, "reason": "malformed", "detail": "not \"JSON\""}
    ],
    "late": 1
  },
  "range": {"from": "2025-02-01T00:00:00.000Z", "to": "2025-02-01T00:02:00.000Z", "seconds": 120},
  "window": {"seconds": 0.5},
  "kpi": {"transactions": 2, "failures": 1, "error_rate": 0.5, "success_ratio": 0.5, "retries": 3, "retry_rate": 1.5, )"
                                  R"("retried_share": 1, "retries_per_1k": 1500, "items": 10, "items_per_minute": 5, )"
                                  R"("transactions_per_minute": 1, "duration": {"count": 2, "sum": 0.5, "mean": 0.25, )"
                                  R"("min": 0.125, "max": 0.375, "stddev": 0.125, "p50": 0.125, "p90": 0.375, "p95": 0.375, )"
                                  R"("p99": 0.375, "p999": 0.375}, "gauges": {"cpu": {"count": 1, "mean": 12.5, "min": 12.5, )"
                                  R"("max": 12.5, "last": 12.5, "p95": 12.5}}, "streak": {"longest": {"length": 1, )"
                                  R"("from": "2025-02-01T00:00:00.000Z", "to": "2025-02-01T00:00:00.000Z"}, "open": 0, )"
                                  R"("over_threshold": 1, "threshold": 1}},
  "errors": [
    {"code": "E_A", "count": 1, "share": 0.5},
    {"code": null, "count": 1, "share": 0.5}
  ],
  "groups": {
    "warehouse": [
      {"key": "WH \"1\"", )" + kNoKpi +
                                  R"(}
    ],
    "empty": []
  },
  "windows": [
    {"from": "2025-02-01T00:00:00.000Z", "to": "2025-02-01T00:00:00.500Z", )" +
                                  kNoKpi + R"(}
  ],
  "slos": [],
  "streaks": [
    {"length": 1, "from": "2025-02-01T00:00:00.000Z", "to": "2025-02-01T00:00:00.000Z", "key": null, "dimension": null},
    {"length": 2, "from": "2025-02-01T00:00:00.000Z", "to": "2025-02-01T00:00:01.000Z", "key": "WH \"1\"", "dimension": "warehouse"}
  ],
  "flows": [],
  "sequences": [],
  "status": null,
  "components": [])";

}  // namespace

TEST_CASE("a small report is written to the letter of the contract") { CHECK(json_of(tiny_report()) == kTinyDocument + "\n}\n"); }

TEST_CASE("what was measured of the run comes last, and only if asked for") {
  Report report = tiny_report();
  report.timing = Timing{0.25, 404};
  CHECK(json_of(report) == kTinyDocument + ",\n  \"run\": {\"wall_seconds\": 0.25, \"bytes_per_second\": 404}\n}\n");
}

TEST_CASE("a report of nothing has every key, and null for what does not exist") {
  const std::string json = json_of(Report{});
  CHECK(json.find(R"("range": {"from": null, "to": null, "seconds": null})") != std::string::npos);
  CHECK(json.find("\"kpi\": {" + kNoKpi + "}") != std::string::npos);
  for (const char* array : {"sources", "examples", "errors", "windows", "slos", "streaks", "flows", "sequences", "components"}) {
    INFO(array);
    CHECK(json.find("\"" + std::string(array) + "\": []") != std::string::npos);
  }
}

TEST_CASE("a streak object without failures has no longest run") {
  Report report;
  report.kpi.streak = kpi::Streaks{std::nullopt, 0, 0, 5};
  CHECK(json_of(report).find(R"("streak": {"longest": null, "open": 0, "over_threshold": 0, "threshold": 5})") !=
        std::string::npos);
}

TEST_CASE("hostile texts leave no control character in the document") {
  for (const char c : json_of(sample_report())) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
}

TEST_CASE("many windows stand in their order, each as if it were the only one") {
  const auto line_of = [](const Window& window) {
    Report report;
    report.windows = {window};
    const std::string json = json_of(report);
    const auto begin = json.find("    {\"from\"");
    return json.substr(begin, json.find('\n', begin) - begin);
  };
  for (const std::size_t count : {255, 256, 257, 512, 513, 5'000}) {
    Report report;
    std::string lines;
    for (std::size_t i = 0; i < count; ++i) {
      const Nanos from = kSampleStart + static_cast<Nanos>(i) * kMinute;
      report.windows.push_back({from, from + kMinute, i % 3 == 0 ? two_transactions() : kpi::Snapshot(), {}});
      lines += (i == 0 ? "" : ",\n") + line_of(report.windows.back());
    }
    CAPTURE(count);
    CHECK(json_of(report).find("\"windows\": [\n" + lines + "\n  ]") != std::string::npos);
  }
}

TEST_CASE("a range longer than three centuries keeps its length") {
  Report report;
  report.from = INT64_MIN;
  report.to = INT64_MAX;
  CHECK(json_of(report).find(R"("seconds": 18446744073.70955)") != std::string::npos);
}

}  // namespace invmon::report
