#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "policy/policy.hpp"
#include "record/profile.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::policy {

/// Readers of one section each; they fail through `yaml`.
std::vector<Rule> read_rules(record::YamlReader& yaml, const YAML::Node& node, const record::Profile& profile);
std::vector<Slo> read_slos(record::YamlReader& yaml, const YAML::Node& node, const record::Profile& profile);
std::vector<Flow> read_flows(record::YamlReader& yaml, const YAML::Node& node);
std::vector<Sequence> read_sequences(record::YamlReader& yaml, const YAML::Node& node, const record::Profile& profile);
std::vector<Component> read_components(record::YamlReader& yaml, const YAML::Node& node, const record::Profile& profile);
std::vector<Silence> read_silences(record::YamlReader& yaml, const YAML::Node& node);
Route read_routes(record::YamlReader& yaml, const YAML::Node& node);
std::vector<InhibitRule> read_inhibit_rules(record::YamlReader& yaml, const YAML::Node& node);
std::vector<Receiver> read_receivers(record::YamlReader& yaml, const YAML::Node& node);
std::vector<Priority> read_priorities(record::YamlReader& yaml, const YAML::Node& node);

/// Readers of values that several sections have. A node that is not defined is absent, empty or 0 without being an error.
std::string required_text(record::YamlReader& yaml, const YAML::Node& map, const char* key,
                          std::string_view what);  ///< missing: an error that calls the map `what`
Nanos read_span(record::YamlReader& yaml, const YAML::Node& node, std::string_view what, Nanos least);
Nanos read_whole_seconds(record::YamlReader& yaml, const YAML::Node& node,
                         std::string_view what);  ///< a multiple of 1s, at least 1s
std::optional<Nanos> read_time(record::YamlReader& yaml, const YAML::Node& node, std::string_view what);  ///< RFC 3339
Labels read_labels(record::YamlReader& yaml, const YAML::Node& node, std::string_view what);
std::vector<std::string> read_names(record::YamlReader& yaml, const YAML::Node& node, std::string_view what);
Hold read_hold(record::YamlReader& yaml, const YAML::Node& node, std::string_view what);  ///< "10m" or "3 checks"
bool read_flag(record::YamlReader& yaml, const YAML::Node& node, std::string_view what);  ///< true or false
NoData read_no_data(record::YamlReader& yaml, const YAML::Node& node);
double read_ratio(record::YamlReader& yaml, const YAML::Node& node, std::string_view what);  ///< "99.5%" or 0.995; 0 < x < 1
std::optional<std::uint64_t> read_events(record::YamlReader& yaml, const YAML::Node& node, std::string_view what);  ///< 0 or more
std::vector<std::string> read_by(record::YamlReader& yaml, const YAML::Node& node, const record::Profile& profile);
std::optional<Condition> read_condition(record::YamlReader& yaml, const YAML::Node& node, const record::Profile& profile);

/// The names of a profile's gauges, as conditions take them.
std::vector<std::string> gauge_names(const record::Profile& profile);

}  // namespace invmon::policy
