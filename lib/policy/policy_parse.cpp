#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"
#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;

constexpr std::array<std::string_view, 2> kPriorityKeys = {"severity", "response"};

/// Takes in rules, SLOs and the like, which replace the inherited ones of the same name.
template <class T>
void replace_by_name(std::vector<T>& all, std::vector<T> own, std::string T::*name) {
  std::erase_if(all, [&](const T& old) { return std::ranges::find(own, old.*name, name) != own.end(); });
  std::ranges::move(own, std::back_inserter(all));
}

/// Reads the texts of a profile one after the other, each over what the earlier ones have said.
class PolicyParser {
 public:
  explicit PolicyParser(const record::Profile& profile) : profile_(profile) {}

  void read(YamlReader& yaml, const YAML::Node& root) {
    if (const auto node = root["rules"]; node.IsDefined()) {
      replace_by_name(policy_.rules, read_rules(yaml, node, profile_), &Rule::alert);
    }
    if (const auto node = root["slos"]; node.IsDefined()) {
      replace_by_name(policy_.slos, read_slos(yaml, node, profile_), &Slo::name);
    }
    if (const auto node = root["flows"]; node.IsDefined()) replace_by_name(policy_.flows, read_flows(yaml, node), &Flow::name);
    if (const auto node = root["sequences"]; node.IsDefined()) {
      replace_by_name(policy_.sequences, read_sequences(yaml, node, profile_), &Sequence::name);
    }
    if (const auto node = root["components"]; node.IsDefined()) {
      replace_by_name(policy_.components, read_components(yaml, node, profile_), &Component::name);
    }
    if (const auto node = root["silences"]; node.IsDefined()) policy_.silences = read_silences(yaml, node);
    if (const auto node = root["priorities"]; node.IsDefined()) policy_.priorities = read_priorities(yaml, node);
    read_routing(yaml, root);
  }

  Result<Policy> finish() && {
    if (has_receivers_ && policy_.routing.root) {
      if (const auto checked = check_receivers(*policy_.routing.root); !checked) return checked.error();
    }
    return std::move(policy_);
  }

 private:
  void read_routing(YamlReader& yaml, const YAML::Node& root) {
    Routing& routing = policy_.routing;
    if (const auto node = root["routes"]; node.IsDefined()) {
      routing.root = read_routes(yaml, node);
      routes_place_ = yaml.where(node);
    }
    if (const auto node = root["inhibit_rules"]; node.IsDefined()) routing.inhibit = read_inhibit_rules(yaml, node);
    if (const auto node = root["receivers"]; node.IsDefined()) {
      routing.receivers = read_receivers(yaml, node);
      has_receivers_ = true;
    }
  }

  Result<void> check_receiver(const std::string& name) const {
    std::vector<std::string> known;
    for (const auto& receiver : policy_.routing.receivers) known.push_back(receiver.name);
    if (name.empty() || std::ranges::find(known, name) != known.end()) return {};
    return Error{ErrorKind::configuration, routes_place_,
                 fmt::format("the routes name a receiver '{}' that is not declared", name),
                 did_you_mean(name, known, "add it to 'receivers:'")};
  }

  Result<void> check_receivers(const Route& route) const {
    if (auto checked = check_receiver(route.receiver); !checked) return checked;
    for (const auto& step : route.escalate) {
      if (auto checked = check_receiver(step.receiver); !checked) return checked;
    }
    for (const auto& child : route.routes) {
      if (auto checked = check_receivers(child); !checked) return checked;
    }
    return {};
  }

  const record::Profile& profile_;
  Policy policy_;
  std::string routes_place_;
  bool has_receivers_ = false;
};

}  // namespace

Result<Policy> parse_policy(const record::Profile& profile) {
  PolicyParser parser(profile);
  const auto read = record::read_texts(profile.texts, [&](YamlReader& yaml, const YAML::Node& root) { parser.read(yaml, root); });
  if (!read) return read.error();
  return std::move(parser).finish();
}

std::vector<Priority> read_priorities(YamlReader& yaml, const YAML::Node& node) {
  std::vector<Priority> priorities;
  if (yaml.failed()) return priorities;
  if (!node.IsMap()) yaml.fail(node, "priorities must be a map from names to {severity, response}");
  for (const auto& entry : node) {
    if (yaml.failed()) break;
    Priority priority;
    priority.name = yaml.text(entry.first, "a priority's name").value_or("");
    const bool twice = std::ranges::find(priorities, priority.name, &Priority::name) != priorities.end();
    if (twice) yaml.fail(entry.first, fmt::format("'{}' stands here twice", priority.name));
    if (!yaml.check_map(entry.second, "a priority", kPriorityKeys)) break;
    priority.severity = yaml.text(entry.second["severity"], "severity").value_or("");
    priority.response = yaml.text(entry.second["response"], "response").value_or("");
    priority.within = priority.response == "immediate" ? std::optional<Nanos>(0) : parse_span(priority.response);
    priorities.push_back(std::move(priority));
  }
  return priorities;
}

}  // namespace invmon::policy
