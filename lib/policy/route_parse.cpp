#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array kSilenceKeys = {string_view("matchers"), string_view("from"),    string_view("to"),
                                     string_view("weekly"),   string_view("comment"), string_view("exclude_from_slos")};
constexpr std::array kWeeklyKeys = {string_view("days"), string_view("from"), string_view("to"), string_view("zone")};
constexpr std::array kRouteKeys = {string_view("receiver"),       string_view("group_by"),        string_view("group_wait"),
                                   string_view("group_interval"), string_view("repeat_interval"), string_view("escalate"),
                                   string_view("routes"),         string_view("matchers"),        string_view("continue")};
/// The root takes every alert: it has all but the last two.
constexpr std::size_t kRootKeys = kRouteKeys.size() - 2;
constexpr std::array kStepKeys = {string_view("after"), string_view("receiver")};
constexpr std::array kInhibitKeys = {string_view("source_matchers"), string_view("target_matchers"), string_view("equal")};
constexpr std::array kReceiverKeys = {string_view("name"), string_view("webhook"), string_view("alertmanager"),
                                      string_view("slack"), string_view("pagerduty")};
constexpr std::array kUrlKeys = {string_view("url")};
constexpr std::array kPagerdutyKeys = {string_view("routing_key"), string_view("url")};
constexpr std::array<string_view, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

/// Reads each element of a list.
template <class Read>
auto read_list(YamlReader& yaml, const YAML::Node& node, string_view what, Read read_element) {
  std::vector<decltype(read_element(node))> elements;
  if (!node.IsSequence()) {
    yaml.fail(node, fmt::format("{} must be a list", what));
    return elements;
  }
  for (const auto& element : node) elements.push_back(read_element(element));
  return elements;
}

Matchers read_matchers(YamlReader& yaml, const YAML::Node& node, string_view what) {
  if (!node.IsDefined()) return {};
  Matchers matchers = read_list(yaml, node, what, [&](const YAML::Node& item) {
    auto matcher = Matcher::parse(yaml.text(item, "a matcher").value_or(""));
    if (!matcher) yaml.fail(item, matcher.error().what, matcher.error().hint);
    return matcher ? *std::move(matcher) : Matcher();
  });
  std::sort(matchers.begin(), matchers.end());
  return matchers;
}

Nanos read_time_of_day(YamlReader& yaml, const YAML::Node& map, const char* key) {
  const std::string text = required_text(yaml, map, key, "weekly");
  if (text == "24:00") return kDay;
  const auto time = parse_rfc3339("1970-01-01T" + text + ":00Z");
  if (!time && !yaml.failed()) yaml.fail(map[key], fmt::format("not a time of day: '{}'", text), "write it like 22:00");
  return time.value_or(0);
}

unsigned read_day(YamlReader& yaml, const YAML::Node& node) {
  const auto name = yaml.text(node, "a day").value_or("");
  const auto day = std::find(kDays.begin(), kDays.end(), name);
  if (day == kDays.end()) yaml.fail(node, fmt::format("not a day: '{}'", name), "write mon, tue, wed, thu, fri, sat or sun");
  return static_cast<unsigned>(day - kDays.begin());
}

Silence::Weekly read_weekly(YamlReader& yaml, const YAML::Node& node) {
  Silence::Weekly weekly;
  if (!yaml.check_map(node, "weekly", kWeeklyKeys)) return weekly;
  if (node["days"].IsDefined()) {
    weekly.days = read_list(yaml, node["days"], "days", [&](const YAML::Node& day) { return read_day(yaml, day); });
  }
  if (weekly.days.empty()) yaml.fail(node, "weekly has no days");
  weekly.begin = read_time_of_day(yaml, node, "from");
  weekly.end = read_time_of_day(yaml, node, "to");
  if (const auto zone = yaml.text(node["zone"], "zone")) {
    auto loaded = TimeZone::load(*zone);
    if (!loaded) {
      yaml.fail(node["zone"], loaded.error().what, loaded.error().hint);
    } else {
      weekly.zone = *std::move(loaded);
    }
  }
  return weekly;
}

Silence read_silence(YamlReader& yaml, const YAML::Node& node) {
  Silence silence;
  if (!yaml.check_map(node, "a silence", kSilenceKeys)) return silence;
  silence.matchers = read_matchers(yaml, node["matchers"], "matchers");
  silence.from = read_time(yaml, node["from"], "from");
  silence.to = read_time(yaml, node["to"], "to");
  if (silence.from && silence.to && *silence.from >= *silence.to) yaml.fail(node["to"], "the silence ends before it begins");
  if (node["weekly"].IsDefined()) silence.weekly = read_weekly(yaml, node["weekly"]);
  silence.comment = yaml.text(node["comment"], "comment").value_or("");
  silence.exclude_from_slos = read_flag(yaml, node["exclude_from_slos"], "exclude_from_slos");
  return silence;
}

std::vector<EscalationStep> read_escalation(YamlReader& yaml, const YAML::Node& node) {
  Nanos last = 0;
  return read_list(yaml, node, "escalate", [&](const YAML::Node& item) {
    EscalationStep step;
    if (!yaml.check_map(item, "an escalation step", kStepKeys)) return step;
    step.receiver = required_text(yaml, item, "receiver", "an escalation step");
    if (!item["after"].IsDefined()) {
      yaml.fail(item, "an escalation step has no after");
      return step;
    }
    step.after = read_span(yaml, item["after"], "after", kSecond);
    if (step.after <= last) yaml.fail(item["after"], "an escalation step must come after the one before");
    last = step.after;
    return step;
  });
}

Route read_route(YamlReader& yaml, const YAML::Node& node, const Route& parent, std::span<const string_view> keys) {
  Route route = parent;
  route.continues = false;
  if (!yaml.check_map(node, "a route", keys)) return route;
  if (const auto receiver = yaml.text(node["receiver"], "receiver")) route.receiver = *receiver;
  if (route.receiver.empty()) yaml.fail(node, "the route has no receiver");
  if (node["group_by"].IsDefined()) route.group_by = read_names(yaml, node["group_by"], "group_by");
  const auto read = [&](const char* key, Nanos least, Nanos& span) {
    if (node[key].IsDefined()) span = read_span(yaml, node[key], key, least);
  };
  read("group_wait", 0, route.group_wait);
  read("group_interval", kSecond, route.group_interval);
  read("repeat_interval", kSecond, route.repeat_interval);
  if (node["escalate"].IsDefined()) route.escalate = read_escalation(yaml, node["escalate"]);
  route.continues = read_flag(yaml, node["continue"], "continue");
  if (node["routes"].IsDefined()) {
    route.routes = read_list(yaml, node["routes"], "routes",
                             [&](const YAML::Node& child) { return read_route(yaml, child, route, kRouteKeys); });
  }
  // Last: the children begin as copies of what was read so far, and don't inherit these.
  route.matchers = read_matchers(yaml, node["matchers"], "matchers");
  return route;
}

/// A URL, or `env:NAME`: where to find it when it is needed.
std::string read_url(YamlReader& yaml, const YAML::Node& map, string_view what) {
  std::string url = required_text(yaml, map, "url", what);
  const bool known = url.starts_with("https://") || url.starts_with("http://") || url.starts_with("env:");
  if (!yaml.failed() && !known) {
    yaml.fail(map["url"], fmt::format("not a URL: '{}'", url), "it begins with https:// or http://");
  }
  return url;
}

/// The URL of a kind of receiver that has nothing else; empty if there is none of that kind.
std::string read_address(YamlReader& yaml, const YAML::Node& receiver, const char* kind) {
  const auto node = receiver[kind];
  return node.IsDefined() && yaml.check_map(node, kind, kUrlKeys) ? read_url(yaml, node, kind) : "";
}

void read_pagerduty(YamlReader& yaml, const YAML::Node& node, Receiver& receiver) {
  if (!node.IsDefined() || !yaml.check_map(node, "pagerduty", kPagerdutyKeys)) return;
  receiver.pagerduty_key = required_text(yaml, node, "routing_key", "pagerduty");
  receiver.pagerduty_url =
      node["url"].IsDefined() ? read_url(yaml, node, "pagerduty") : "https://events.pagerduty.com/v2/enqueue";
}

Receiver read_receiver(YamlReader& yaml, const YAML::Node& node) {
  Receiver receiver;
  if (!yaml.check_map(node, "a receiver", kReceiverKeys)) return receiver;
  receiver.name = required_text(yaml, node, "name", "a receiver");
  receiver.webhook_url = read_address(yaml, node, "webhook");
  receiver.alertmanager_url = read_address(yaml, node, "alertmanager");
  receiver.slack_url = read_address(yaml, node, "slack");
  read_pagerduty(yaml, node["pagerduty"], receiver);
  return receiver;
}

}  // namespace

std::vector<Silence> read_silences(YamlReader& yaml, const YAML::Node& node) {
  return read_list(yaml, node, "silences", [&](const YAML::Node& item) { return read_silence(yaml, item); });
}

Route read_routes(YamlReader& yaml, const YAML::Node& node) {
  return read_route(yaml, node, Route{}, std::span(kRouteKeys).first<kRootKeys>());
}

std::vector<InhibitRule> read_inhibit_rules(YamlReader& yaml, const YAML::Node& node) {
  return read_list(yaml, node, "inhibit_rules", [&](const YAML::Node& item) {
    InhibitRule rule;
    if (!yaml.check_map(item, "an inhibit rule", kInhibitKeys)) return rule;
    rule.source = read_matchers(yaml, item["source_matchers"], "source_matchers");
    rule.target = read_matchers(yaml, item["target_matchers"], "target_matchers");
    if (rule.source.empty() || rule.target.empty()) yaml.fail(item, "an inhibit rule needs source_matchers and target_matchers");
    if (item["equal"].IsDefined()) rule.equal = read_names(yaml, item["equal"], "equal");
    return rule;
  });
}

std::vector<Receiver> read_receivers(YamlReader& yaml, const YAML::Node& node) {
  std::vector<std::string> names;
  return read_list(yaml, node, "receivers", [&](const YAML::Node& item) {
    Receiver receiver = read_receiver(yaml, item);
    const bool twice = std::find(names.begin(), names.end(), receiver.name) != names.end();
    if (twice) yaml.fail(item, fmt::format("receiver '{}' stands here twice", receiver.name));
    names.push_back(receiver.name);
    return receiver;
  });
}

}  // namespace invmon::policy
