#include <fmt/core.h>

#include <array>

#include "base/units.hpp"
#include "policy/named_list.hpp"
#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array<string_view, 5> kFlowKeys = {"name", "id", "steps", "stuck_after", "lost_after"};
constexpr std::array<string_view, 2> kFlowStepKeys = {"name", "when"};
constexpr std::array<string_view, 3> kSequenceKeys = {"name", "number", "by"};
constexpr std::array<string_view, 6> kComponentKeys = {"name", "where", "window", "degraded", "down", "critical"};

constexpr std::size_t kMaxSteps = 20;

Flow::Step read_step(YamlReader& yaml, const YAML::Node& node) {
  Flow::Step step;
  if (!yaml.check_map(node, "a step", kFlowStepKeys)) return step;
  step.name = required_text(yaml, node, "name", "a step");
  if (!node["when"].IsDefined()) yaml.fail(node, "a step has no when", "add 'when: event == \"received\"'");
  step.when = yaml.expression(node["when"], "when").value_or(record::SourcedText());
  return step;
}

std::vector<Flow::Step> read_steps(YamlReader& yaml, const YAML::Node& flow) {
  const auto node = flow["steps"];
  if (!node.IsDefined()) {
    yaml.fail(flow, "a flow has no steps", "add 'steps: [{name: ..., when: ...}, ...]'");
    return {};
  }
  auto steps = read_named_list<Flow::Step>(yaml, node, "steps", [&](const YAML::Node& step) { return read_step(yaml, step); });
  if (steps.size() < 2) yaml.fail(node, "a flow needs at least two steps");
  if (steps.size() > kMaxSteps) yaml.fail(node, fmt::format("more than {} steps", kMaxSteps));
  return steps;
}

void read_limits(YamlReader& yaml, const YAML::Node& node, Flow& flow) {
  if (node["stuck_after"].IsDefined()) flow.stuck_after = read_span(yaml, node["stuck_after"], "stuck_after", kMillisecond);
  if (node["lost_after"].IsDefined()) {
    flow.lost_after = read_span(yaml, node["lost_after"], "lost_after", flow.stuck_after);
  } else if (flow.lost_after < flow.stuck_after) {
    yaml.fail(node,
              fmt::format("lost_after is {} and stuck_after {}", format_span(flow.lost_after), format_span(flow.stuck_after)),
              "add a lost_after that is not shorter");
  }
}

Flow read_flow(YamlReader& yaml, const YAML::Node& node) {
  Flow flow;
  flow.place = yaml.where(node);
  if (!yaml.check_map(node, "a flow", kFlowKeys)) return flow;
  flow.name = required_text(yaml, node, "name", "a flow");
  flow.id = required_text(yaml, node, "id", "a flow");
  flow.steps = read_steps(yaml, node);
  if (!yaml.failed()) read_limits(yaml, node, flow);
  return flow;
}

Sequence read_sequence(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  Sequence sequence;
  sequence.place = yaml.where(node);
  if (!yaml.check_map(node, "a sequence", kSequenceKeys)) return sequence;
  sequence.name = required_text(yaml, node, "name", "a sequence");
  sequence.number = required_text(yaml, node, "number", "a sequence");
  sequence.by = read_by(yaml, node["by"], profile);
  return sequence;
}

std::optional<Condition> read_health(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  auto condition = read_condition(yaml, node, profile);
  if (condition && condition->uses_baseline()) yaml.fail(node, "conditions of components have no baseline");
  return condition;
}

Component read_component(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  Component component;
  component.place = yaml.where(node);
  if (!yaml.check_map(node, "a component", kComponentKeys)) return component;
  component.name = required_text(yaml, node, "name", "a component");
  component.where = yaml.expression(node["where"], "where");
  if (node["window"].IsDefined()) component.window = read_whole_seconds(yaml, node["window"], "window");
  component.degraded = read_health(yaml, node["degraded"], profile);
  component.down = read_health(yaml, node["down"], profile);
  if (!component.degraded && !component.down) {
    yaml.fail(node, fmt::format("component '{}' has no condition", component.name), "add 'down: error_rate > 20% or age > 15m'");
  }
  component.critical = read_flag(yaml, node["critical"], "critical");
  return component;
}

}  // namespace

std::vector<Flow> read_flows(YamlReader& yaml, const YAML::Node& node) {
  return read_named_list<Flow>(yaml, node, "flows", [&](const YAML::Node& flow) { return read_flow(yaml, flow); });
}

std::vector<Sequence> read_sequences(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  return read_named_list<Sequence>(yaml, node, "sequences",
                                   [&](const YAML::Node& sequence) { return read_sequence(yaml, sequence, profile); });
}

std::vector<Component> read_components(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  return read_named_list<Component>(yaml, node, "components",
                                    [&](const YAML::Node& component) { return read_component(yaml, component, profile); });
}

}  // namespace invmon::policy
