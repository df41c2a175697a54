#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/condition_quantity.hpp"
#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array<string_view, 13> kRuleKeys = {"alert",           "when",   "window",     "every",      "for",
                                                   "keep_firing_for", "by",     "where",      "min_events", "no_data",
                                                   "baseline",        "labels", "annotations"};
constexpr std::array<string_view, 6> kBaselineKeys = {"window", "offset", "repeat", "times", "min_events", "floor"};

constexpr std::uint64_t kMaxRepeats = 100;
constexpr Nanos kMaxReach = 3660 * kDay;

/// The measure that a condition compares with its baseline. Requires that it does.
const Measure& baseline_measure(const Condition& condition) {
  const auto nodes = condition.nodes();
  const auto comparison = std::ranges::find_if(nodes, &Condition::Node::of_baseline);
  return condition.measures()[nodes[comparison->left].measure];
}

std::vector<Nanos> read_offsets(YamlReader& yaml, const YAML::Node& node) {
  const bool once = node["offset"].IsDefined();
  const bool repeated = node["repeat"].IsDefined();
  if (once == repeated || repeated != node["times"].IsDefined()) {
    yaml.fail(node, "a baseline takes either offset, or both repeat and times");
  }
  if (once) return {read_whole_seconds(yaml, node["offset"], "offset")};
  const Nanos repeat = read_whole_seconds(yaml, node["repeat"], "repeat");
  const std::uint64_t times = yaml.natural(node["times"], "times").value_or(0);
  if (yaml.failed()) return {};
  if (times > kMaxRepeats || repeat > kMaxReach / static_cast<Nanos>(times)) {
    yaml.fail(node, "the baseline reaches back too far", "at most 100 times and ten years");
    return {};
  }
  std::vector<Nanos> offsets;
  for (Nanos i = 1; i <= static_cast<Nanos>(times); ++i) offsets.push_back(i * repeat);
  return offsets;
}

double read_floor(YamlReader& yaml, const YAML::Node& node, const Measure& measure, const record::Profile& profile) {
  const auto text = yaml.text(node, "floor");
  if (!text) return 0;
  const auto amount = parse_amount(*text);
  if (!amount || amount->value < 0) {
    yaml.fail(node, fmt::format("'{}' is no floor", *text), "write it like 10ms, 1% or 5");
    return 0;
  }
  const Quantity quantity = quantity_of(measure, gauge_names(profile));
  if (!sum_of(quantity, amount->quantity)) {
    yaml.fail(node, fmt::format("{} is {}, the floor is {}", measure.text, describe(quantity), describe(amount->quantity)));
  }
  return quantity == Quantity::percent_gauge ? amount->written : amount->value;
}

void read_baseline(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile, Rule& rule) {
  if (!rule.when.uses_baseline()) {
    return yaml.fail(node, "the condition compares nothing with the baseline", "write when: p95 > 150% of baseline");
  }
  if (!yaml.check_map(node, "a baseline", kBaselineKeys)) return;
  Baseline baseline;
  baseline.window = node["window"].IsDefined() ? read_whole_seconds(yaml, node["window"], "window") : rule.window;
  baseline.offsets = read_offsets(yaml, node);
  baseline.min_events = read_events(yaml, node["min_events"], "min_events").value_or(1);
  baseline.floor = read_floor(yaml, node["floor"], baseline_measure(rule.when), profile);
  rule.baseline = std::move(baseline);
}

Rule read_rule(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  Rule rule;
  rule.place = yaml.where(node);
  if (!yaml.check_map(node, "a rule", kRuleKeys)) return rule;
  if (!node["alert"].IsDefined()) yaml.fail(node, "the rule has no name", "add 'alert: NAME'");
  rule.alert = yaml.text(node["alert"], "alert").value_or("");
  if (!node["when"].IsDefined())
    yaml.fail(node, fmt::format("rule '{}' has no condition", rule.alert), "add 'when: error_rate > 2%'");
  if (auto condition = read_condition(yaml, node["when"], profile)) rule.when = *std::move(condition);
  if (node["window"].IsDefined()) rule.window = read_whole_seconds(yaml, node["window"], "window");
  if (node["every"].IsDefined()) rule.every = read_whole_seconds(yaml, node["every"], "every");
  rule.hold = read_hold(yaml, node["for"], "for");
  rule.keep_firing = read_hold(yaml, node["keep_firing_for"], "keep_firing_for");
  rule.by = read_by(yaml, node["by"], profile);
  rule.where = yaml.expression(node["where"], "where");
  rule.min_events = read_events(yaml, node["min_events"], "min_events").value_or(1);
  rule.no_data = read_no_data(yaml, node["no_data"]);
  rule.labels = read_labels(yaml, node["labels"], "labels");
  rule.annotations = read_labels(yaml, node["annotations"], "annotations");
  if (yaml.failed()) return rule;
  if (node["baseline"].IsDefined()) read_baseline(yaml, node["baseline"], profile, rule);
  if (rule.when.uses_baseline() && !rule.baseline) {
    yaml.fail(node["when"], "the condition needs a baseline",
              "add 'baseline: {offset: 1d}' or 'baseline: {repeat: 1w, times: 4}'");
  }
  return rule;
}

}  // namespace

std::vector<Rule> read_rules(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  std::vector<Rule> rules;
  if (yaml.failed()) return rules;
  if (!node.IsSequence()) {
    yaml.fail(node, "rules must be a list");
    return rules;
  }
  for (const auto& item : node) {
    Rule rule = read_rule(yaml, item, profile);
    if (yaml.failed()) break;
    const auto same =
        std::ranges::find_if(rules, [&](const Rule& other) { return other.alert == rule.alert && other.labels == rule.labels; });
    if (same != rules.end()) {
      yaml.fail(item, fmt::format("a rule called '{}' with the same labels stands at {}", rule.alert, same->place),
                "give them different labels");
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace invmon::policy
