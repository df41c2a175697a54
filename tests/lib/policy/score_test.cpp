#include "policy/score.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace invmon::policy {
namespace {

constexpr Range kDayLong = {0, kDay};

/// An alert of rule 0 that fires from one minute to another, or on and on.
Alert alert(Nanos from, std::optional<Nanos> to, Labels labels = {}) {
  Alert result;
  result.alert = "A";
  result.labels = std::move(labels);
  result.starts_at = from * kMinute;
  if (to) result.ends_at = *to * kMinute;
  return result;
}

KnownIncident incident(const std::string& name, Nanos from, Nanos to, Labels labels = {}) {
  return {name, from * kMinute, to * kMinute, std::move(labels)};
}

RuleScore score_one(const std::vector<Alert>& alerts, std::vector<KnownIncident> incidents, Nanos grace = 0,
                    Labels rule_labels = {}, Range range = kDayLong) {
  Judgement judgement;
  judgement.alerts = alerts;
  judgement.rules.push_back({"A", std::move(rule_labels)});
  auto scores = score(judgement, {std::move(incidents), grace}, range);
  REQUIRE(scores.rules.size() == 1);
  return scores.rules.front();
}

bool is_about(const Alert& one, const KnownIncident& other, Nanos grace = 0) {
  return score_one({one}, {other}, grace).true_alerts == 1;
}

TEST_CASE("precision, recall and delays are those of a calculation by hand") {
  // Two of three alerts are true, three of four incidents are detected: after 5 and 60 minutes, and at once.
  const auto result = score_one(
      {alert(105, 130), alert(290, 400), alert(600, 610)},
      {incident("early", 100, 120), incident("during", 300, 310), incident("late", 230, 320), incident("missed", 700, 720)});
  CHECK(result.alerts == 3);
  CHECK(result.true_alerts == 2);
  CHECK(result.incidents == 4);
  CHECK(result.detected == 3);
  CHECK(*result.precision == doctest::Approx(2.0 / 3));
  CHECK(*result.recall == doctest::Approx(0.75));
  CHECK(*result.f1 == doctest::Approx(12.0 / 17));
  CHECK(*result.delay_mean == doctest::Approx(65.0 * 60 / 3));
  CHECK(*result.delay_median == 300);
  CHECK(*result.delay_worst == 3600);
  CHECK(result.missed == std::vector<std::string>{"missed"});
}

TEST_CASE("the median of two delays lies between them") {
  const auto result = score_one({alert(1, 2), alert(103, 104)}, {incident("a", 0, 50), incident("b", 100, 150)});
  CHECK(*result.delay_median == 120);
  CHECK(*result.delay_mean == 120);
  CHECK(*result.delay_worst == 180);
}

TEST_CASE("an alert and an incident that only touch have nothing to do with each other") {
  const auto known = incident("a", 100, 120);
  CHECK_FALSE(is_about(alert(90, 100), known));
  CHECK(is_about(alert(90, 101), known));
  CHECK(is_about(alert(119, 300), known));
  CHECK_FALSE(is_about(alert(120, 300), known));
  CHECK(is_about(alert(50, std::nullopt), known));
  CHECK_FALSE(is_about(alert(120, std::nullopt), known));
}

TEST_CASE("an alert in the grace after an incident is true, and detects it") {
  const auto known = incident("a", 100, 120);
  CHECK(is_about(alert(124, 130), known, 5 * kMinute));
  CHECK_FALSE(is_about(alert(125, 130), known, 5 * kMinute));
  const auto result = score_one({alert(124, 130)}, {known}, 5 * kMinute);
  CHECK(result.detected == 1);
  CHECK(*result.delay_worst == 24 * 60);
}

TEST_CASE("labels that alert and incident both have must agree") {
  const auto at_three = incident("a", 100, 120, {{"warehouse", "WH-03"}});
  CHECK(is_about(alert(100, 110, {{"warehouse", "WH-03"}, {"priority", "P1"}}), at_three));
  CHECK_FALSE(is_about(alert(100, 110, {{"warehouse", "WH-01"}}), at_three));
  CHECK(is_about(alert(100, 110, {{"priority", "P1"}}), at_three));
  CHECK(is_about(alert(100, 110), incident("b", 100, 120, {{"alertname", "A"}})));
  CHECK_FALSE(is_about(alert(100, 110), incident("b", 100, 120, {{"alertname", "B"}})));
}

TEST_CASE("an incident whose labels contradict the rule's own is not for that rule to detect") {
  const std::vector<KnownIncident> known = {
      incident("ops", 100, 120, {{"team", "ops"}}), incident("web", 100, 120, {{"team", "web"}}),
      incident("of B", 100, 120, {{"alertname", "B"}}), incident("of A", 100, 120, {{"alertname", "A"}})};
  const auto result = score_one({alert(100, 110, {{"team", "ops"}})}, known, 0, {{"team", "ops"}});
  CHECK(result.incidents == 2);
  CHECK(result.detected == 2);
  CHECK(result.missed.empty());
}

TEST_CASE("the first of several alerts about an incident tells the delay, and all are true") {
  const auto result =
      score_one({alert(110, 111), alert(107, 200, {{"warehouse", "WH-02"}}), alert(115, 116)}, {incident("a", 100, 120)});
  CHECK(*result.precision == 1);
  CHECK(*result.recall == 1);
  CHECK(*result.f1 == 1);
  CHECK(*result.delay_worst == 7 * 60);
}

TEST_CASE("what is undefined is absent") {
  const auto quiet = score_one({}, {incident("a", 1, 2)});
  CHECK_FALSE(quiet.precision);
  CHECK(*quiet.recall == 0);
  CHECK_FALSE(quiet.f1);
  CHECK_FALSE(quiet.delay_mean);
  CHECK_FALSE(quiet.delay_median);
  CHECK_FALSE(quiet.delay_worst);
  const auto unlabelled = score_one({alert(1, 2)}, {});
  CHECK(*unlabelled.precision == 0);
  CHECK_FALSE(unlabelled.recall);
  const auto wrong = score_one({alert(1, 2)}, {incident("a", 5, 6)});
  CHECK(*wrong.precision == 0);
  CHECK(*wrong.recall == 0);
  CHECK_FALSE(wrong.f1);
}

TEST_CASE("alerts that never fired count nowhere") {
  Alert pending = alert(100, std::nullopt);
  pending.starts_at.reset();
  const auto result = score_one({pending}, {incident("a", 100, 120)});
  CHECK(result.alerts == 0);
  CHECK(result.detected == 0);
}

TEST_CASE("incidents outside the range are not missed, but make alerts in their grace true") {
  Judgement judgement;
  judgement.rules.resize(2);
  judgement.alerts.push_back(alert(102, 103));
  judgement.alerts.back().rule = 1;
  const IncidentLabels known = {{incident("before", 90, 100), incident("after", 200, 210), incident("across", 90, 101)},
                                5 * kMinute};
  const auto scores = score(judgement, known, {100 * kMinute, 200 * kMinute});
  CHECK(scores.incidents_out_of_range == 2);
  REQUIRE(scores.rules.size() == 2);
  CHECK(scores.rules[0].missed == std::vector<std::string>{"across"});
  CHECK(scores.rules[1].true_alerts == 1);
  CHECK(scores.rules[1].incidents == 1);
  CHECK(scores.rules[1].detected == 1);
}

TEST_CASE("an alert that goes on at the end is not about what comes after the range") {
  const auto open = alert(50, std::nullopt);
  const Range range = {0, 100 * kMinute};
  CHECK(score_one({open}, {incident("after", 100, 120)}, 0, {}, range).true_alerts == 0);
  CHECK(score_one({open}, {incident("at the end", 99, 120)}, 0, {}, range).true_alerts == 1);
}

TEST_CASE("times at the ends of what can be told do not overflow") {
  constexpr Nanos kMost = std::numeric_limits<Nanos>::max(), kLeast = std::numeric_limits<Nanos>::min();
  Alert late = alert(0, std::nullopt);
  late.starts_at = kMost - 1;
  const auto result = score_one({late}, {{"ever", kLeast, kMost, {}}}, 10 * kDay, {}, {kLeast, kMost});
  CHECK(result.detected == 1);
  CHECK(*result.delay_worst == doctest::Approx(18'446'744'073.709552));
}

TEST_CASE("a judgement without rules has no scores") { CHECK(score({}, {{incident("a", 1, 2)}, 0}, {}).rules.empty()); }

}  // namespace
}  // namespace invmon::policy
