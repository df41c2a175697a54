#include "report/score.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "contains.hpp"
#include "report/markdown_table.hpp"
#include "report/text_table.hpp"

namespace invmon::report {
namespace {

policy::RuleScore good_score() {
  policy::RuleScore score;
  score.alert = "HighErrorRate";
  score.labels = {{"priority", "P2"}};
  score.alerts = 4;
  score.true_alerts = 3;
  score.firing_seconds = 5400;
  score.incidents = 2;
  score.detected = 1;
  score.precision = 0.75;
  score.recall = 0.5;
  score.f1 = 0.6;
  score.delay_mean = score.delay_median = score.delay_worst = 90;
  score.missed = {"a | \x1b[31m"};
  return score;
}

policy::RuleScore quiet_score() {
  policy::RuleScore score;
  score.alert = "Quiet";
  return score;
}

ScoreReport scored() { return {policy::Scores{{good_score(), quiet_score()}, 1}, {}, {}}; }

policy::SweepRow row(const std::string& value, std::uint64_t fired) {
  policy::SweepRow result;
  result.value = value;
  result.text = "error_rate > " + value + "%";
  result.fired = fired;
  result.firing_seconds = 600 * static_cast<double>(fired);
  result.longest_seconds = fired > 0 ? 600 : 0;
  result.alerts_per_day = static_cast<double>(fired) / 2;
  return result;
}

ScoreReport swept() {
  return {{}, policy::Sweep{"HighErrorRate", "when", "error_rate > ", "%", {"1", "2"}}, {row("1", 3), row("2", 0)}};
}

std::string scores_json(const ScoreReport& report) {
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_object();
  write_scores(json, report);
  json.end_object();
  json.finish();
  return out.str();
}

/// Those that have the scores.
std::vector<policy::Rule> rules() {
  std::vector<policy::Rule> result(2);
  result[0].alert = "HighErrorRate";
  result[1].alert = "Quiet";
  return result;
}

std::string scores_text(const ScoreReport& report, std::size_t columns = 120) {
  std::string text;
  for (const auto& table : score_tables(rules(), report)) text += render_table(table, {false, columns});
  return text;
}

TEST_CASE("scores in JSON have their members in order, and null where there is no number") {
  const std::string json = scores_json(scored());
  CHECK(contains(json, R"({"alert": "HighErrorRate", "labels": {"priority": "P2"}, "firing_seconds": 5400, "alerts": 4, )"
                       R"("true_alerts": 3, "incidents": 2, "detected": 1, "precision": 0.75, "recall": 0.5, "f1": 0.6, )"
                       R"("delay": {"mean": 90, "median": 90, "worst": 90}, "missed": ["a | \u001b[31m"]})"));
  CHECK(contains(json, R"("precision": null, "recall": null, "f1": null, )"
                       R"("delay": {"mean": null, "median": null, "worst": null}, "missed": []})"));
  CHECK(contains(json, "\n  \"incidents_out_of_range\": 1"));
  CHECK_FALSE(contains(json, "sweep"));
}

TEST_CASE("a sweep in JSON has an element a variant, with a score if there are incidents") {
  ScoreReport report = swept();
  CHECK(contains(scores_json(report), R"({"alert": "HighErrorRate", "key": "when", "value": "1", "text": "error_rate > 1%", )"
                                      R"("labels": {}, "fired": 3, "firing_seconds": 1800, "longest_seconds": 600, )"
                                      R"("alerts_per_day": 1.5, "score": null})"));
  CHECK_FALSE(contains(scores_json(report), "scores"));
  for (auto& each : report.rows) each.score = quiet_score();
  report.scores = policy::Scores{{quiet_score(), quiet_score()}, 0};
  CHECK(contains(scores_json(report), R"("alerts_per_day": 1.5, "score": {"alerts": 0, "true_alerts": 0, )"));
  CHECK(contains(scores_json(report), "\n  \"scores\": [\n"));
}

TEST_CASE("without incidents and a sweep nothing is written") {
  CHECK(scores_json({}) == "{}\n");
  CHECK(score_tables({}, {}).empty());
  CHECK(score_notes({}).empty());
}

TEST_CASE("scores are shown a rule a row, and what was missed below") {
  const std::string text = scores_text(scored());
  CHECK(contains(text, "Rule           Alerts  Precision  Recall   Delay      F1   Worst  Firing  Labels"));
  CHECK(contains(text, "HighErrorRate       4     75.0 %  50.0 %  1m 30s  60.0 %  1m 30s  1h 30m  priority=P2"));
  CHECK(contains(text, "Quiet               0          -       -       -       -       -       -  -"));
  CHECK(contains(text, "HighErrorRate       1   2  a | \\x1b[31m"));
  CHECK(score_notes(scored()) == std::vector<std::string>{"1 known incident lies outside the log's range, and does not count."});
}

TEST_CASE("a sweep is shown a value a row") {
  const std::string text = scores_text(swept());
  CHECK(contains(text, "HighErrorRate: when = error_rate > {}%\n"));
  CHECK(contains(text, "{}  Fired   Firing  A day\n"));
  CHECK(contains(text, "1       3  30m 00s   1.50\n"));
  CHECK(contains(text, "2       0        -      0\n"));
}

TEST_CASE("a sweep with incidents shows their numbers, and labels where several rules bear the name") {
  ScoreReport report = swept();
  report.rows.push_back(row("2", 1));
  report.rows[2].labels = {{"severity", "critical"}};
  for (auto& each : report.rows) each.score = good_score();
  const auto tables = score_tables(rules(), report);
  REQUIRE(tables.size() == 1);
  REQUIRE(tables[0].columns.size() == 10);
  CHECK(tables[0].columns[4].header == "Precision");
  CHECK(tables[0].rows[0][4].text == "75.0 %");
  CHECK(tables[0].rows[0][9].text == "-");
  CHECK(tables[0].rows[2][9].text == "severity=critical");
}

TEST_CASE("tables of scores fit the columns, and Markdown of them holds no markup of the file's") {
  for (const std::size_t columns : {40, 57, 80}) {
    std::istringstream lines(scores_text(scored(), columns));
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= columns);
  }
  std::string markdown;
  for (const auto& table : score_tables(rules(), scored())) markdown += render_markdown(table);
  CHECK(contains(markdown, "a \\| "));
}

}  // namespace
}  // namespace invmon::report
