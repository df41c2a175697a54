#include "policy/sweep.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "policy/section_readers.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::policy {
namespace {

constexpr const char* kFlag = "--sweep";

/// The nodes of the rules of a name in the last text that has any: as profiles extend one another, it replaces the others.
std::vector<YAML::Node> find_rules(const std::string& name, const record::Profile& profile) {
  std::vector<YAML::Node> found;
  for (auto text = profile.texts.rbegin(); text != profile.texts.rend() && found.empty(); ++text) {
    record::YamlReader yaml(text->name);
    for (const auto& rule : yaml.load(text->yaml)["rules"]) {
      if (rule["alert"].as<std::string>("") == name) found.push_back(rule);
    }
  }
  return found;
}

YAML::Node variant(const YAML::Node& rule, const Sweep& sweep, const std::string& value) {
  YAML::Node result = YAML::Clone(rule);
  result[sweep.key] = sweep.text(value);
  result["labels"][kSweepLabel] = value;
  return result;
}

Error unknown_rule(const Sweep& sweep, const record::Profile& profile) {
  std::vector<std::string> names;
  if (const auto policy = parse_policy(profile)) {
    for (const auto& rule : policy->rules) names.push_back(rule.alert);
  }
  return {ErrorKind::usage, kFlag, fmt::format("the profile has no rule '{}'", sweep.rule),
          did_you_mean(sweep.rule, names, fmt::format("its rules: {}", fmt::join(names, ", ")))};
}

}  // namespace

Result<std::vector<Rule>> sweep_variants(const Sweep& sweep, const record::Profile& profile) {
  record::YamlReader yaml(kFlag);
  try {
    const auto rules = find_rules(sweep.rule, profile);
    if (rules.empty()) return unknown_rule(sweep, profile);
    YAML::Node all(YAML::NodeType::Sequence);
    for (const auto& value : sweep.values) {
      for (const auto& rule : rules) all.push_back(variant(rule, sweep, value));
    }
    auto variants = read_rules(yaml, all, profile);
    if (!yaml.failed()) return variants;
    // Places in the copies are not those of a file.
    return Error{ErrorKind::usage, kFlag, yaml.error().what, yaml.error().hint};
  } catch (const YAML::Exception& failure) {
    return Error{ErrorKind::usage, kFlag, failure.what(), ""};
  }
}

std::vector<SweepRow> sweep_rows(const Sweep& sweep, const Judgement& judgement, Range range, const Scores* scores) {
  const double days = (static_cast<double>(range.to) - static_cast<double>(range.from)) / kDay;
  std::vector<SweepRow> rows;
  for (std::size_t i = 0; i < judgement.rules.size(); ++i) {
    const auto& rule = judgement.rules[i];
    SweepRow row;
    row.value = rule.labels.at(kSweepLabel);
    row.text = sweep.text(row.value);
    row.labels = rule.labels;
    row.labels.erase(kSweepLabel);
    row.fired = rule.fired;
    row.firing_seconds = rule.firing_seconds;
    row.longest_seconds = rule.longest_seconds;
    if (days > 0) row.alerts_per_day = static_cast<double>(rule.fired) / days;
    if (scores != nullptr) row.score = scores->rules[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace invmon::policy
