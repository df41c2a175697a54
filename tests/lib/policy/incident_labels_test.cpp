#include "policy/incident_labels.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {
namespace {

IncidentLabels labels_of(const std::string& yaml) {
  const auto labels = parse_incident_labels(yaml, "i.yaml");
  REQUIRE_MESSAGE(labels, (labels ? "" : to_string(labels.error())));
  return *labels;
}

std::string labels_error(const std::string& yaml) {
  const auto labels = parse_incident_labels(yaml, "i.yaml");
  if (labels) return "no error";
  CHECK(labels.error().kind == ErrorKind::configuration);
  return to_string(labels.error());
}

/// A file whose one incident is written so.
std::string with_incident(const std::string& text) { return "incidents:\n- " + text + "\n"; }

TEST_CASE("a file of incidents is read") {
  const auto labels = labels_of(R"(
grace: 10m
incidents:
- {name: network, from: 2025-02-03T10:00:00Z, to: 2025-02-03T11:30:00+01:00, labels: {warehouse: WH-03}}
- name: "database, slow"
  from: 1970-01-01T00:00:00Z
  to: 1970-01-01T00:00:00.000000001Z
)");
  CHECK(labels.grace == 10 * kMinute);
  REQUIRE(labels.incidents.size() == 2);
  CHECK(labels.incidents[0].name == "network");
  CHECK(labels.incidents[0].from == 1'738'576'800 * kSecond);
  CHECK(labels.incidents[0].to == 1'738'578'600 * kSecond);
  CHECK(labels.incidents[0].labels == Labels{{"warehouse", "WH-03"}});
  CHECK(labels.incidents[1].name == "database, slow");
  CHECK(labels.incidents[1].from == 0);
  CHECK(labels.incidents[1].to == 1);
  CHECK(labels.incidents[1].labels.empty());
}

TEST_CASE("the grace is five minutes unless the file says otherwise, and may be nothing") {
  CHECK(labels_of("incidents: []").grace == 5 * kMinute);
  CHECK(labels_of("{grace: 0, incidents: []}").grace == 0);
  CHECK(labels_of("incidents: []").incidents.empty());
}

TEST_CASE("what is wrong with a file of incidents is told with its place") {
  CHECK(labels_error("") == "i.yaml: a file of incidents must be a map");
  CHECK(labels_error("grace: 1m") == "i.yaml:1:1: there is no 'incidents' (write a list of {name, from, to, labels})");
  CHECK(labels_error("incidents: 3") == "i.yaml:1:12: incidents must be a list");
  CHECK(labels_error("incidents:\n- 3") == "i.yaml:2:3: an incident must be a map");
  CHECK(labels_error("incident: []") == "i.yaml:1:1: unknown key 'incident' (did you mean 'incidents'?)");
  CHECK(labels_error("incidents: [\n") == "i.yaml:2:1: not YAML: end of sequence flow not found");
  CHECK(labels_error("{grace: -1m, incidents: []}") == "i.yaml:1:9: grace must be at least 0s");
  CHECK(labels_error(with_incident("{from: 2025-02-03T10:00:00Z, to: 2025-02-03T11:00:00Z}")) ==
        "i.yaml:2:3: the incident has no 'name'");
  CHECK(labels_error(with_incident("{name: a, to: 2025-02-03T11:00:00Z}")) == "i.yaml:2:3: the incident has no 'from'");
  CHECK(labels_error(with_incident("{name: a, from: 2025-02-03T11:00:00Z}")) == "i.yaml:2:3: the incident has no 'to'");
  CHECK(labels_error(with_incident("{name: a, from: yesterday, to: 2025-02-03T11:00:00Z}")) ==
        "i.yaml:2:19: not a time: 'yesterday' (write it like 2025-02-08T22:00:00Z)");
  CHECK(labels_error(with_incident("{name: a, from: 2025-02-03T11:00:00Z, to: 2025-02-03T11:00:00Z}")) ==
        "i.yaml:2:45: the incident must end after it begins");
  CHECK(labels_error(with_incident("{name: a, from: 2025-02-03T10:00:00Z, to: 2025-02-03T11:00:00Z, labels: x}")) ==
        "i.yaml:2:75: labels must be a map from names to texts");
  const std::string one = "{name: a, from: 2025-02-03T10:00:00Z, to: 2025-02-03T11:00:00Z}";
  CHECK(labels_error(with_incident(one + "\n- " + one)) ==
        "i.yaml:3:3: incident 'a' stands here twice (give each a name of its own)");
}

}  // namespace
}  // namespace invmon::policy
