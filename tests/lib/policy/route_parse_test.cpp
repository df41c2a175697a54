#include <doctest/doctest.h>

#include <string>

#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

/// Reads a text with one of the readers; its first error, or "".
template <class Read, class Value>
std::string read(const std::string& yaml, Read reader, Value& value) {
  record::YamlReader reader_of_text("p.yaml");
  const YAML::Node root = reader_of_text.load(yaml);
  value = reader(reader_of_text, root);
  return reader_of_text.failed() ? to_string(reader_of_text.error()) : "";
}

template <class Read>
std::string route_error(const std::string& yaml, Read reader) {
  INFO(yaml);
  record::YamlReader probe("");
  decltype(reader(probe, YAML::Node())) value;
  return read(yaml, reader, value);
}

TEST_CASE("silences are read with all that they may say") {
  std::vector<Silence> silences;
  REQUIRE(read(R"(
- matchers: ['severity="page"', team=ops]
  from: 2025-02-08T10:00:00Z
  to: 2025-02-08T12:00:00+01:00
  comment: moving house
  exclude_from_slos: true
- {weekly: {days: [sat, sun], from: "22:00", to: "02:30", zone: Europe/Berlin}}
)",
               read_silences, silences)
              .empty());
  REQUIRE(silences.size() == 2);
  REQUIRE(silences[0].matchers.size() == 2);
  CHECK(silences[0].matchers[1].text() == R"(team="ops")");
  CHECK(format_time(silences[0].from.value()) == "2025-02-08T10:00:00.000Z");
  CHECK(format_time(silences[0].to.value()) == "2025-02-08T11:00:00.000Z");
  CHECK(silences[0].comment == "moving house");
  CHECK(silences[0].exclude_from_slos);
  CHECK_FALSE(silences[0].weekly);
  CHECK(silences[1].matchers.empty());
  CHECK_FALSE(silences[1].exclude_from_slos);
  REQUIRE(silences[1].weekly);
  CHECK(silences[1].weekly->days == std::vector<unsigned>{6, 0});
  CHECK(silences[1].weekly->begin == 22 * kHour);
  CHECK(silences[1].weekly->end == 2 * kHour + 30 * kMinute);
  CHECK_FALSE(silences[1].weekly->zone.is_utc());
}

TEST_CASE("mistakes in silences are told with their place") {
  const auto error = [](const std::string& yaml) { return route_error(yaml, read_silences); };
  CHECK(error("a: b") == "p.yaml:1:1: silences must be a list");
  CHECK(error("- x") == "p.yaml:1:3: a silence must be a map");
  CHECK(error("- {form: x}") == "p.yaml:1:4: unknown key 'form' (did you mean 'from'?)");
  CHECK(error("- from: yesterday") == "p.yaml:1:9: not a time: 'yesterday' (write it like 2025-02-08T22:00:00Z)");
  CHECK(error("- from: 2025-02-08T10:00:00Z\n  to: 2025-02-08T10:00:00Z") == "p.yaml:2:7: the silence ends before it begins");
  CHECK(error("- exclude_from_slos: yes") == "p.yaml:1:22: exclude_from_slos must be true or false");
  CHECK(error("- matchers: team=ops") == "p.yaml:1:13: matchers must be a list");
  CHECK(error("- matchers: [team]") ==
        R"(p.yaml:1:14: not a matcher: 'team' (write it like severity="page", with = != =~ or !~))");
  CHECK(error("- matchers: ['a=~(']").find("p.yaml:1:14: bad regular expression: ") == 0);
  CHECK(error("- weekly: {from: '22:00', to: '02:00'}") == "p.yaml:1:11: weekly has no days");
  CHECK(error("- weekly: {days: [], from: '22:00', to: '02:00'}") == "p.yaml:1:11: weekly has no days");
  CHECK(error("- weekly: {days: [Sat], from: '22:00', to: '02:00'}") ==
        "p.yaml:1:19: not a day: 'Sat' (write mon, tue, wed, thu, fri, sat or sun)");
  CHECK(error("- weekly: {days: [sat], from: '22:00'}") == "p.yaml:1:11: weekly has no to");
  CHECK(error("- weekly: {days: [sat], from: '10pm', to: '24:00'}") ==
        "p.yaml:1:31: not a time of day: '10pm' (write it like 22:00)");
  CHECK(error("- weekly: {days: [sat], from: '25:00', to: '24:00'}").find("p.yaml:1:31: not a time of day") == 0);
  CHECK(error("- weekly: {days: [sat], from: '22:00', to: '24:00', zone: Berlin}").find("p.yaml:1:59: unknown time zone") == 0);
}

TEST_CASE("children of a route inherit what they do not say") {
  Route root;
  REQUIRE(read(R"(
receiver: ops
group_by: [alertname]
group_wait: 10s
escalate: [{after: 15m, receiver: lead}, {after: 1h, receiver: boss}]
routes:
  - matchers: ['team=db', 'priority=~"P0|P1"']
    receiver: db
    continue: true
    repeat_interval: 1h
    escalate: []
    routes:
      - {matchers: [zone=x], group_by: [zone, alertname], group_interval: 1m}
  - {matchers: [team=web]}
)",
               read_routes, root)
              .empty());
  CHECK(root.receiver == "ops");
  CHECK(root.group_by == std::vector<std::string>{"alertname"});
  CHECK(root.group_wait == 10 * kSecond);
  CHECK(root.group_interval == 5 * kMinute);
  CHECK(root.repeat_interval == 4 * kHour);
  REQUIRE(root.escalate.size() == 2);
  CHECK(root.escalate[1].after == kHour);
  CHECK(root.escalate[1].receiver == "boss");
  REQUIRE(root.routes.size() == 2);
  const Route& db = root.routes[0];
  CHECK(db.receiver == "db");
  CHECK(db.continues);
  CHECK(db.group_wait == 10 * kSecond);
  CHECK(db.repeat_interval == kHour);
  CHECK(db.escalate.empty());
  REQUIRE(db.matchers.size() == 2);
  CHECK(db.matchers[0].text() == R"(priority=~"P0|P1")");
  REQUIRE(db.routes.size() == 1);
  CHECK(db.routes[0].receiver == "db");
  CHECK_FALSE(db.routes[0].continues);
  CHECK(db.routes[0].matchers.size() == 1);
  CHECK(db.routes[0].group_by == std::vector<std::string>{"zone", "alertname"});
  CHECK(db.routes[0].group_interval == kMinute);
  CHECK(db.routes[0].repeat_interval == kHour);
  CHECK(root.routes[1].receiver == "ops");
  CHECK(root.routes[1].escalate.size() == 2);
  CHECK(root.routes[1].routes.empty());
}

TEST_CASE("mistakes in routes are told with their place") {
  const auto error = [](const std::string& yaml) { return route_error(yaml, read_routes); };
  CHECK(error("[a]") == "p.yaml:1:1: a route must be a map");
  CHECK(error("group_by: [a]") == "p.yaml:1:1: the route has no receiver");
  CHECK(error("receiver: a\nmatchers: [b=c]").find("p.yaml:2:1: unknown key 'matchers'") == 0);
  CHECK(error("receiver: a\ncontinue: true").find("p.yaml:2:1: unknown key 'continue'") == 0);
  CHECK(error("receiver: a\nroutes: {b: c}") == "p.yaml:2:9: routes must be a list");
  CHECK(error("receiver: a\nroutes: [{continue: 1}]") == "p.yaml:2:21: continue must be true or false");
  CHECK(error("receiver: a\ngroup_interval: 0s").find("p.yaml:2:17: ") == 0);
  CHECK(error("receiver: a\nescalate: [{receiver: b}]") == "p.yaml:2:12: an escalation step has no after");
  CHECK(error("receiver: a\nescalate: [{after: 1m}]") == "p.yaml:2:12: an escalation step has no receiver");
  CHECK(error("receiver: a\nescalate: [{after: 2m, receiver: b}, {after: 2m, receiver: c}]") ==
        "p.yaml:2:46: an escalation step must come after the one before");
}

TEST_CASE("inhibit rules are read, and need both sides") {
  std::vector<InhibitRule> rules;
  REQUIRE(read("- {source_matchers: [severity=page], target_matchers: ['severity=~warning|info'], equal: [warehouse]}",
               read_inhibit_rules, rules)
              .empty());
  REQUIRE(rules.size() == 1);
  CHECK(rules[0].source[0].text() == R"(severity="page")");
  CHECK(rules[0].target[0].text() == R"(severity=~"warning|info")");
  CHECK(rules[0].equal == std::vector<std::string>{"warehouse"});
  CHECK(route_error("- {source_matchers: [a=b]}", read_inhibit_rules) ==
        "p.yaml:1:3: an inhibit rule needs source_matchers and target_matchers");
}

TEST_CASE("receivers are read with where their messages go") {
  std::vector<Receiver> receivers;
  REQUIRE(read(R"(
- {name: mail}
- name: ops
  webhook: {url: "http://127.0.0.1:9000/hook"}
  alertmanager: {url: "http://am:9093"}
  slack: {url: "https://hooks.example.org/x"}
  pagerduty: {routing_key: 0123456789abcdef0123456789abcdef}
)",
               read_receivers, receivers)
              .empty());
  REQUIRE(receivers.size() == 2);
  CHECK(receivers[0].name == "mail");
  CHECK(receivers[0].webhook_url.empty());
  CHECK(receivers[0].pagerduty_url.empty());
  CHECK(receivers[1].webhook_url == "http://127.0.0.1:9000/hook");
  CHECK(receivers[1].alertmanager_url == "http://am:9093");
  CHECK(receivers[1].slack_url == "https://hooks.example.org/x");
  CHECK(receivers[1].pagerduty_key == "0123456789abcdef0123456789abcdef");
  CHECK(receivers[1].pagerduty_url == "https://events.pagerduty.com/v2/enqueue");
}

TEST_CASE("mistakes in receivers are told with their place") {
  const auto error = [](const std::string& yaml) { return route_error(yaml, read_receivers); };
  CHECK(error("- {webhook: {url: 'http://a'}}") == "p.yaml:1:3: a receiver has no name");
  CHECK(error("- {name: a}\n- {name: a}") == "p.yaml:2:3: receiver 'a' stands here twice");
  CHECK(error("- {name: a, webhook: {}}") == "p.yaml:1:22: webhook has no url");
  CHECK(error("- {name: a, slack: {url: ftp://b}}") == "p.yaml:1:26: not a URL: 'ftp://b' (it begins with https:// or http://)");
  CHECK(error("- {name: a, pagerduty: {url: 'http://b'}}") == "p.yaml:1:24: pagerduty has no routing_key");
  CHECK(error("- {name: a, webhok: {}}") == "p.yaml:1:13: unknown key 'webhok' (did you mean 'webhook'?)");
}

}  // namespace
}  // namespace invmon::policy
