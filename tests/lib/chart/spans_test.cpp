#include "chart/spans.hpp"

#include <doctest/doctest.h>

namespace invmon::chart {
namespace {

policy::Alert alert(std::string name, std::optional<Nanos> from, std::optional<Nanos> to, std::size_t rule = 0) {
  policy::Alert alert;
  alert.alert = std::move(name);
  alert.starts_at = from;
  alert.ends_at = to;
  alert.rule = rule;
  return alert;
}

}  // namespace

TEST_CASE("alerts of one name that overlap are one span, and those that go on end with the log") {
  std::vector<policy::Rule> rules(1);
  const std::vector<policy::Alert> alerts = {alert("A", 10, 20), alert("A", 15, 30), alert("B\n", 40, {}), alert("A", {}, {})};
  const auto spans = alert_spans(alerts, rules, 50);
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].name == "A");
  CHECK(spans[0].from == 10);
  CHECK(spans[0].to == 30);
  CHECK(spans[1].name == "B\\n");
  CHECK(spans[1].to == 50);
}

TEST_CASE("alerts on an SLO's burn rate are no spans") {
  std::vector<policy::Rule> rules(2);
  rules[1].slo = "availability";
  const std::vector<policy::Alert> alerts = {alert("SLO availability burn rate", 10, 20, 1)};
  CHECK(alert_spans(alerts, rules, 50).empty());
}

TEST_CASE("silences that leave records out of SLOs are maintenance, by their comments") {
  std::vector<policy::Silence> silences(3);
  silences[0].from = 10;
  silences[0].to = 20;
  silences[1] = silences[0];
  silences[1].exclude_from_slos = true;
  silences[1].comment = "database move";
  silences[2].exclude_from_slos = true;
  const auto spans = maintenance_spans(silences, {0, 100});
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].name == "database move");
  CHECK(spans[0].from == 10);
  CHECK(spans[0].to == 20);
  CHECK(spans[1].name == "maintenance");
  CHECK(spans[1].from == 0);
  CHECK(spans[1].to == 100);
}

TEST_CASE("known incidents are spans by their names") {
  const std::vector<policy::KnownIncident> incidents = {{"INC-41", 5, 9, {}}};
  const auto spans = incident_spans(incidents);
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].name == "INC-41");
  CHECK(spans[0].kind == Span::Kind::incident);
}

}  // namespace invmon::chart
