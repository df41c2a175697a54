#include <doctest/doctest.h>

#include <string>

#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

record::Profile watched_profile() {
  record::Profile profile;
  profile.dimensions = {{"warehouse", {"warehouse"}, {}, "other"}};
  profile.gauges = {{"cpu_percent", "cpu"}};
  return profile;
}

/// What a reader makes of a text, "" without an error.
template <class Read>
std::string section_error(const std::string& text, Read read) {
  record::YamlReader yaml("p.yaml");
  const auto root = yaml.load(text);
  read(yaml, root);
  return yaml.failed() ? to_string(yaml.error()) : "";
}

std::string flow_error(const std::string& text) {
  return section_error(text, [](auto& yaml, const auto& node) { read_flows(yaml, node); });
}

std::string sequence_error(const std::string& text) {
  return section_error(text, [](auto& yaml, const auto& node) { read_sequences(yaml, node, watched_profile()); });
}

std::string component_error(const std::string& text) {
  return section_error(text, [](auto& yaml, const auto& node) { read_components(yaml, node, watched_profile()); });
}

const std::string kSteps = "[{name: a, when: x == 1}, {name: b, when: x == 2}]";

}  // namespace

TEST_CASE("a flow is read, with defaults for what it does not say") {
  record::YamlReader yaml("p.yaml");
  const auto flows = read_flows(yaml, yaml.load("- {name: order, id: order.id, steps: " + kSteps +
                                                ", stuck_after: 5m}\n"
                                                "- {name: two, id: id, steps: " +
                                                kSteps + ", lost_after: 1d}\n"));
  REQUIRE(!yaml.failed());
  REQUIRE(flows.size() == 2);
  CHECK(flows[0].name == "order");
  CHECK(flows[0].id == "order.id");
  CHECK(flows[0].steps[1].name == "b");
  CHECK(flows[0].steps[1].when.text == "x == 2");
  CHECK(flows[0].stuck_after == 5 * kMinute);
  CHECK(flows[0].lost_after == 4 * kHour);
  CHECK(flows[1].stuck_after == 30 * kMinute);
  CHECK(flows[1].lost_after == kDay);
  CHECK(flows[1].place == "p.yaml:2:3");
}

TEST_CASE("mistakes in flows are told with their place") {
  CHECK(flow_error("{}") == "p.yaml:1:1: flows must be a list");
  CHECK(flow_error("- [a]") == "p.yaml:1:3: a flow must be a map");
  CHECK(flow_error("- {name: a, step: []}") == "p.yaml:1:13: unknown key 'step' (did you mean 'steps'?)");
  CHECK(flow_error("- {id: a, steps: " + kSteps + "}") == "p.yaml:1:3: a flow has no name");
  CHECK(flow_error("- {name: a, steps: " + kSteps + "}") == "p.yaml:1:3: a flow has no id");
  CHECK(flow_error("- {name: a, id: b}").starts_with("p.yaml:1:3: a flow has no steps"));
  CHECK(flow_error("- {name: a, id: b, steps: x}") == "p.yaml:1:27: steps must be a list");
  CHECK(flow_error("- {name: a, id: b, steps: [{name: a, when: x}]}").find("at least two steps") != std::string::npos);
  CHECK(flow_error("- {name: a, id: b, steps: [{name: a, when: x}, {name: a, when: y}]}") ==
        "p.yaml:1:48: 'a' stands here twice (give each a name of its own)");
  CHECK(flow_error("- {name: a, id: b, steps: [{name: a}, {name: b, when: y}]}").find("a step has no when") != std::string::npos);
  CHECK(flow_error("- {name: a, id: b, steps: [{name: a, when: x = 1}, {name: b, when: y}]}").starts_with("p.yaml:1:46: "));
  CHECK(flow_error("- {name: a, id: b, stuck_after: soon, steps: " + kSteps + "}").find("not a span of time: 'soon'") !=
        std::string::npos);
  CHECK(flow_error("- {name: a, id: b, stuck_after: 0s, steps: " + kSteps + "}").find("at least 1ms") != std::string::npos);
  CHECK(flow_error("- {name: a, id: b, stuck_after: 2h, lost_after: 1h, steps: " + kSteps + "}").find("at least 2h") !=
        std::string::npos);
  CHECK(flow_error("- {name: a, id: b, stuck_after: 5h, steps: " + kSteps + "}").find("lost_after is 4h and stuck_after 5h") !=
        std::string::npos);
  std::string many;
  for (int i = 0; i < 21; ++i) many += "{name: s" + std::to_string(i) + ", when: x},";
  CHECK(flow_error("- {name: a, id: b, steps: [" + many + "]}").find("more than 20 steps") != std::string::npos);
}

TEST_CASE("mistakes in sequences are told with their place") {
  CHECK(sequence_error("- {name: a, number: n, by: [warehouse]}").empty());
  CHECK(sequence_error("- {name: a}") == "p.yaml:1:3: a sequence has no number");
  CHECK(sequence_error("- {name: a, number: n, by: [warehose]}") ==
        "p.yaml:1:29: unknown dimension 'warehose' (did you mean 'warehouse'?)");
  CHECK(sequence_error("- {name: a, number: n}\n- {name: a, number: m}").starts_with("p.yaml:2:3: 'a' stands here twice"));
}

TEST_CASE("a component is read") {
  record::YamlReader yaml("p.yaml");
  const auto components = read_components(
      yaml, yaml.load("- {name: db, where: x == 1, window: 5m, degraded: max(cpu_percent) > 85%, critical: true}"),
      watched_profile());
  REQUIRE(!yaml.failed());
  REQUIRE(components.size() == 1);
  CHECK(components[0].where->text == "x == 1");
  CHECK(components[0].window == 5 * kMinute);
  CHECK(components[0].degraded->text() == "max(cpu_percent) > 85%");
  CHECK(!components[0].down);
  CHECK(components[0].critical);
}

TEST_CASE("mistakes in components are told with their place") {
  CHECK(component_error("- {name: db}") ==
        "p.yaml:1:3: component 'db' has no condition (add 'down: error_rate > 20% or age > 15m')");
  CHECK(component_error("- {name: db, down: eror_rate > 1%}").find("did you mean 'error_rate'?") != std::string::npos);
  CHECK(component_error("- {name: db, down: p95 > 150% of baseline}").find("no baseline") != std::string::npos);
  CHECK(component_error("- {name: db, down: absent, critical: maybe}").find("critical must be true or false") !=
        std::string::npos);
  CHECK(component_error("- {name: db, down: absent, window: 1500ms}").find("whole number of seconds") != std::string::npos);
}

TEST_CASE("what a profile inherits is replaced by name") {
  record::Profile profile = watched_profile();
  profile.texts = {{"base.yaml", "flows:\n- {name: a, id: x, steps: " + kSteps + "}\n- {name: b, id: x, steps: " + kSteps +
                                     "}\n"
                                     "sequences: [{name: s, number: n}]\ncomponents: [{name: db, down: absent}]\n"},
                   {"own.yaml", "flows:\n- {name: a, id: y, steps: " + kSteps + "}\n"}};
  const auto policy = parse_policy(profile);
  REQUIRE(policy);
  REQUIRE(policy->flows.size() == 2);
  CHECK(policy->flows[0].name == "b");
  CHECK(policy->flows[1].id == "y");
  CHECK(policy->sequences.size() == 1);
  CHECK(policy->components.size() == 1);
}

}  // namespace invmon::policy
