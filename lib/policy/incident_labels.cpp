#include "policy/incident_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "policy/section_readers.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array<string_view, 2> kFileKeys = {"grace", "incidents"};
constexpr std::array<string_view, 4> kIncidentKeys = {"name", "from", "to", "labels"};

Nanos required_time(YamlReader& yaml, const YAML::Node& incident, const char* key) {
  if (!yaml.failed() && !incident[key].IsDefined()) yaml.fail(incident, fmt::format("the incident has no '{}'", key));
  return read_time(yaml, incident[key], key).value_or(0);
}

KnownIncident read_incident(YamlReader& yaml, const YAML::Node& node) {
  KnownIncident incident;
  if (!yaml.check_map(node, "an incident", kIncidentKeys)) return incident;
  if (!node["name"].IsDefined()) yaml.fail(node, "the incident has no 'name'");
  incident.name = yaml.text(node["name"], "name").value_or("");
  incident.from = required_time(yaml, node, "from");
  incident.to = required_time(yaml, node, "to");
  incident.labels = read_labels(yaml, node["labels"], "labels");
  if (!yaml.failed() && incident.from >= incident.to) yaml.fail(node["to"], "the incident must end after it begins");
  return incident;
}

std::vector<KnownIncident> read_incidents(YamlReader& yaml, const YAML::Node& node) {
  std::vector<KnownIncident> incidents;
  if (yaml.failed()) return incidents;
  if (!node.IsSequence()) {
    yaml.fail(node, "incidents must be a list");
    return incidents;
  }
  for (const auto& item : node) {
    KnownIncident incident = read_incident(yaml, item);
    if (yaml.failed()) break;
    const bool twice = std::ranges::find(incidents, incident.name, &KnownIncident::name) != incidents.end();
    if (twice) yaml.fail(item, fmt::format("incident '{}' stands here twice", incident.name), "give each a name of its own");
    incidents.push_back(std::move(incident));
  }
  return incidents;
}

IncidentLabels read_file(YamlReader& yaml, const YAML::Node& root) {
  IncidentLabels labels;
  if (!yaml.check_map(root, "a file of incidents", kFileKeys)) return labels;
  if (root["grace"].IsDefined()) labels.grace = read_span(yaml, root["grace"], "grace", 0);
  if (!root["incidents"].IsDefined()) {
    yaml.fail(root, "there is no 'incidents'", "write a list of {name, from, to, labels}");
    return labels;
  }
  labels.incidents = read_incidents(yaml, root["incidents"]);
  return labels;
}

}  // namespace

Result<IncidentLabels> parse_incident_labels(string_view text, const std::string& name) {
  YamlReader yaml(name);
  try {
    const YAML::Node root = yaml.load(text);
    IncidentLabels labels = read_file(yaml, root);
    return yaml.failed() ? Result<IncidentLabels>(yaml.error()) : Result<IncidentLabels>(std::move(labels));
  } catch (const YAML::Exception& failure) {
    return Error{ErrorKind::configuration, name, failure.what(), ""};
  }
}

}  // namespace invmon::policy
