#include "report/flow_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "lib/report/sample_report.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

using policy::Health;

policy::FlowResult sample_flow() {
  policy::FlowResult flow;
  flow.name = "order";
  flow.started = 4;
  flow.completed = 1;
  flow.completion_rate = 0.25;
  flow.in_progress = 1;
  flow.stuck = 1;
  flow.lost = 1;
  flow.delayed = 1;
  flow.steps = {{"in", 4, 0, 0, 0, 2, 0, {}, {}, {}}, {"out", 2, 0, 0, 1, 1, 2, 1.5, 2000, 2000}};
  flow.waiting = {{"o \"1\"|\x1b[31m", 0, kSampleStart, true}, {"o-2", 1, kSampleStart + kHour, false}};
  return flow;
}

policy::ComponentResult component(const std::string& name, Health health, bool critical = false) {
  policy::ComponentResult result;
  result.name = name;
  result.health = health;
  result.critical = critical;
  return result;
}

Report watched_report() {
  Report report = sample_report();
  report.flows = {sample_flow()};
  report.sequences.resize(2);
  report.sequences[0].name = report.sequences[1].name = "audit";
  report.sequences[0].labels = {{"wh", "A"}};
  report.sequences[1] = {"audit", {{"wh", "B"}}, 5, 9, 4, 1, 2, 1, {{6, 7}}, 0, 4'096};
  report.components = {component("db", Health::down), component("cache", Health::unknown),
                       component("web", Health::healthy, true)};
  report.components[0].reason = "failures >= 2";
  report.components[0].last_record = kSampleStart;
  report.components[0].records = report.components[0].transactions = 3;
  report.components[0].failures = 2;
  return report;
}

std::string watched_json(const Report& report) {
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_object();
  write_watched(json, report);
  json.end_object();
  json.flush();
  return std::move(out).str();
}

std::vector<std::string> titles_of(const Report& report) {
  std::vector<std::string> titles;
  for (const auto& table : tables(report)) titles.push_back(table.title);
  return titles;
}

}  // namespace

TEST_CASE("flows, sequences and components are written to the letter of the contract") {
  CHECK(watched_json(watched_report()) == R"({
  "flows": [
    {"name": "order", "started": 4, "completed": 1, "completion_rate": 0.25, "in_progress": 1, "stuck": 1, "lost": 1, "delayed": 1, "one_in": 1, "without_id": 0,
      "steps": [
        {"name": "in", "reached": 4, "skipped": 0, "out_of_order": 0, "delayed": 0, "unfinished": 2, "latency": {"count": 0, "p50": null, "p95": null, "max": null}},
        {"name": "out", "reached": 2, "skipped": 0, "out_of_order": 0, "delayed": 1, "unfinished": 1, "latency": {"count": 2, "p50": 1.5, "p95": 2000, "max": 2000}}
      ],
      "waiting": [
        {"id": "o \"1\"|\u001b[31m", "state": "lost", "step": "in", "since": "2025-02-01T00:00:00.000Z"},
        {"id": "o-2", "state": "stuck", "step": "out", "since": "2025-02-01T01:00:00.000Z"}
      ]}
  ],
  "sequences": [
    {"name": "audit", "labels": {"wh": "A"}, "first": null, "last": null, "seen": 0, "duplicates": 0, "missing": 0, "gap_count": 0, "gaps": [], "invalid": 0, "checked_below": null},
    {"name": "audit", "labels": {"wh": "B"}, "first": 5, "last": 9, "seen": 4, "duplicates": 1, "missing": 2, "gap_count": 1, "gaps": [{"from": 6, "to": 7}], "invalid": 0, "checked_below": 4096}
  ],
  "status": "degraded",
  "components": [
    {"name": "db", "status": "down", "critical": false, "reason": "failures >= 2", "last": "2025-02-01T00:00:00.000Z", "records": 3, "transactions": 3, "failures": 2},
    {"name": "cache", "status": "unknown", "critical": false, "reason": null, "last": null, "records": 0, "transactions": 0, "failures": 0},
    {"name": "web", "status": "healthy", "critical": true, "reason": null, "last": null, "records": 0, "transactions": 0, "failures": 0}
  ]})");
}

TEST_CASE("a profile without them leaves empty arrays and no status") {
  CHECK(watched_json(Report{}) == R"({
  "flows": [],
  "sequences": [],
  "status": null,
  "components": []})");
}

TEST_CASE("tables say the status of the whole, and what is unfinished and missing") {
  const auto titles = titles_of(watched_report());
  for (const char* title : {"Components: degraded, 1 unknown", "Flows", "Steps of order", "Stuck and lost of order, oldest first",
                            "Sequences", "Gaps in sequences"}) {
    INFO(title);
    CHECK(std::ranges::count(titles, title) == 1);
  }
}

TEST_CASE("without flows, sequences and components there are no tables and no notes of them") {
  const auto titles = titles_of(sample_report());
  CHECK(std::ranges::none_of(titles, [](const auto& title) { return title.starts_with("Components") || title == "Flows"; }));
  CHECK(watched_notes(sample_report()).empty());
}

TEST_CASE("notes say what was not followed") {
  Report report = watched_report();
  CHECK(watched_notes(report) ==
        std::vector<std::string>{"Sequence audit (wh=B) has too many numbers: from 4,096 on they are not checked."});
  report.flows[0].one_in = 4;
  report.flows[0].without_id = 1;
  report.sequences[0].invalid = report.sequences[1].invalid = 2;
  CHECK(watched_notes(report) ==
        std::vector<std::string>{"Flow order has too many ids: one in 4 is followed.", "Flow order: 1 record without an id.",
                                 "Sequence audit: 2 records whose number is none.",
                                 "Sequence audit (wh=B) has too many numbers: from 4,096 on they are not checked."});
}

TEST_CASE("what comes from a log can't control the terminal") {
  std::ostringstream out;
  write_text(watched_report(), {false, 80}, out);
  CHECK(out.str().find('\x1b') == std::string::npos);
  CHECK(out.str().find("o \"1\"|\\x1b[31m") != std::string::npos);
}

TEST_CASE("the sequences that miss most are shown, and how many are not") {
  Report report = sample_report();
  report.sequences.resize(25);
  for (std::size_t i = 0; i < 25; ++i) {
    report.sequences[i].name = "s" + std::to_string(i);
    report.sequences[i].missing = report.sequences[i].gap_count = i;
    if (i > 0) report.sequences[i].gaps = {{1, 1}};
  }
  const auto all = tables(report);
  const auto shown = std::ranges::find(all, "Sequences", &Table::title);
  REQUIRE(shown != all.end());
  CHECK(shown->rows.size() == 20);
  CHECK(shown->rows[0][0].text == "s24");
  CHECK(shown->left_out == 5);
  const auto gaps = std::ranges::find(all, "Gaps in sequences", &Table::title);
  CHECK(gaps->rows.size() == 10);
  CHECK(gaps->left_out == 290);
}

}  // namespace invmon::report
