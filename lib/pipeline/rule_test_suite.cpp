#include "pipeline/rule_test_suite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"
#include "pipeline/rule_test_series.hpp"
#include "policy/policy.hpp"
#include "policy/section_readers.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::pipeline {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array kSuiteKeys = {string_view("profile"), string_view("evaluation_interval"), string_view("tests")};
constexpr std::array kTestKeys = {string_view("name"),  string_view("start"),        string_view("interval"),
                                  string_view("lines"), string_view("input_series"), string_view("alert_rule_test")};
constexpr std::array kExpectationKeys = {string_view("eval_time"), string_view("alertname"), string_view("exp_alerts")};
constexpr std::array kAlertKeys = {string_view("exp_labels"), string_view("exp_annotations")};

constexpr Nanos kDefaultStart = 1'735'689'600 * kSecond;  // 2025-01-01
constexpr Nanos kLatestEnd = 7'258'118'400 * kSecond;     // 2200-01-01
constexpr Nanos kLongestInterval = 366 * kDay;

class SuiteParser {
 public:
  explicit SuiteParser(const std::string& name) : name_(name), yaml_(name) {}

  Result<RuleTestSuite> parse(string_view text) {
    const YAML::Node root = yaml_.load(text);
    if (!yaml_.check_map(root, "a file of rule tests", kSuiteKeys)) return yaml_.error();
    read_profile(root);
    if (!yaml_.failed()) read_rules(root["evaluation_interval"]);
    for_each(root, "tests", [&](const YAML::Node& node) { suite_.tests.push_back(read_test(node)); });
    if (suite_.tests.empty()) yaml_.fail(root, "there are no tests", "add 'tests:' with at least one");
    if (yaml_.failed()) return yaml_.error();
    return std::move(suite_);
  }

 private:
  /// Fails at the map if it has no such key.
  YAML::Node required(const YAML::Node& map, const char* key, string_view what) {
    const YAML::Node node = map[key];
    if (!node.IsDefined()) yaml_.fail(map, fmt::format("{} has no {}", what, key));
    return node;
  }

  template <class Read>
  void for_each(const YAML::Node& map, const char* key, Read read) {
    const YAML::Node list = yaml_.failed() ? YAML::Node(YAML::NodeType::Undefined) : map[key];
    if (!list.IsDefined()) return;
    if (!list.IsSequence()) yaml_.fail(list, fmt::format("{} must be a list", key));
    for (const auto& item : list) {
      if (!yaml_.failed()) read(item);
    }
  }

  void read_profile(const YAML::Node& root) {
    const YAML::Node node = required(root, "profile", "the file");
    const auto text = record::find_profile(yaml_.text(node, "profile").value_or(""), name_);
    if (yaml_.failed()) return;
    if (!text) return yaml_.fail(node, text.error().what, text.error().hint);
    auto profile = record::parse_profile(text->yaml, text->name);
    if (!profile) return yaml_.fail(profile.error());
    suite_.profile = *std::move(profile);
  }

  void read_rules(const YAML::Node& evaluation_interval) {
    auto policy = policy::parse_policy(suite_.profile);
    if (!policy) return yaml_.fail(policy.error());
    suite_.rules = std::move(policy->rules);
    for (const auto& slo : policy->slos) {
      auto rules = policy::burn_rate_rules(slo, policy::gauge_names(suite_.profile));
      if (!rules) return yaml_.fail(rules.error());
      std::ranges::move(*rules, std::back_inserter(suite_.rules));
    }
    if (!evaluation_interval.IsDefined()) return;
    const Nanos every = policy::read_whole_seconds(yaml_, evaluation_interval, "evaluation_interval");
    for (auto& rule : suite_.rules) rule.every = every;
  }

  RuleTest read_test(const YAML::Node& node) {
    RuleTest test;
    test.place = yaml_.where(node);
    if (!yaml_.check_map(node, "a test", kTestKeys)) return test;
    test.name = yaml_.text(node["name"], "name").value_or("");
    test.start = read_start(node["start"]);
    for_each(node, "alert_rule_test",
             [&](const YAML::Node& item) { test.expectations.push_back(read_expectation(item, test.start)); });
    if (test.expectations.empty()) yaml_.fail(node, "the test expects nothing", "add 'alert_rule_test:' with at least one entry");
    test.end = test.start + kSecond;
    for (const auto& expected : test.expectations) test.end = std::max(test.end, test.start + expected.eval_time);
    read_log(node, test);
    return test;
  }

  Nanos read_start(const YAML::Node& node) {
    const auto text = yaml_.text(node, "start");
    if (!text) return kDefaultStart;
    const auto time = parse_rfc3339(*text);
    if (!time || *time < 0 || *time >= kLatestEnd) {
      yaml_.fail(node, fmt::format("not a time between 1970 and 2200: '{}'", *text), "write it like 2025-02-08T22:00:00Z");
    }
    return time.value_or(0);
  }

  AlertExpectation read_expectation(const YAML::Node& node, Nanos start) {
    AlertExpectation expectation;
    expectation.place = yaml_.where(node);
    if (!yaml_.check_map(node, "an entry of alert_rule_test", kExpectationKeys)) return expectation;
    const YAML::Node time = required(node, "eval_time", "the entry");
    expectation.eval_time = policy::read_span(yaml_, time, "eval_time", 0);
    if (expectation.eval_time > kLatestEnd - start) yaml_.fail(time, "the test ends after the year 2200");
    expectation.alertname = read_alertname(required(node, "alertname", "the entry"));
    for_each(node, "exp_alerts", [&](const YAML::Node& item) {
      if (!yaml_.check_map(item, "an expected alert", kAlertKeys)) return;
      expectation.alerts.push_back({policy::read_labels(yaml_, item["exp_labels"], "exp_labels"),
                                    policy::read_labels(yaml_, item["exp_annotations"], "exp_annotations")});
    });
    return expectation;
  }

  std::string read_alertname(const YAML::Node& node) {
    auto name = yaml_.text(node, "alertname").value_or("");
    std::vector<std::string> known;
    for (const auto& rule : suite_.rules) {
      if (std::ranges::find(known, rule.alert) == known.end()) known.push_back(rule.alert);
    }
    if (!yaml_.failed() && std::ranges::find(known, name) == known.end()) {
      yaml_.fail(node, fmt::format("no rule is called '{}'", name),
                 did_you_mean(name, known, fmt::format("rules: {}", fmt::join(known, ", "))));
    }
    return name;
  }

  void read_log(const YAML::Node& node, RuleTest& test) {
    if (const YAML::Node lines = node["lines"]; lines.IsDefined()) {
      test.log.push_back({yaml_.where(lines), yaml_.text(lines, "lines").value_or("")});
    }
    const Nanos interval = read_interval(node["interval"]);
    const SeriesFrame frame{suite_.profile, test.start, test.end, interval};
    for_each(node, "input_series", [&](const YAML::Node& item) {
      test.log.push_back({yaml_.where(item), read_series(yaml_, item, frame)});
    });
  }

  Nanos read_interval(const YAML::Node& node) {
    if (!node.IsDefined()) return kMinute;
    const Nanos interval = policy::read_span(yaml_, node, "interval", kMillisecond);
    if (interval % kMillisecond != 0 || interval > kLongestInterval) {
      yaml_.fail(node, "interval must be whole milliseconds, and at most 366d");
    }
    return interval;
  }

  const std::string& name_;
  YamlReader yaml_;
  RuleTestSuite suite_;
};

}  // namespace

Result<RuleTestSuite> parse_rule_tests(std::string_view yaml, const std::string& name) {
  try {
    return SuiteParser(name).parse(yaml);
  } catch (const YAML::Exception& failure) {
    return Error{ErrorKind::configuration, name, failure.what(), ""};
  }
}

}  // namespace invmon::pipeline
