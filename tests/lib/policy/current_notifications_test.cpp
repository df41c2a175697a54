#include "policy/current_notifications.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>

namespace invmon::policy {
namespace {

constexpr Nanos kEnd = 1000;

/// An alert that fires since a second.
Alert firing(const std::string& name, Nanos from, Labels labels = {}) {
  Alert made;
  made.alert = name;
  made.labels = std::move(labels);
  made.starts_at = from * kSecond;
  return made;
}

Matchers matchers_of(std::string_view text) { return {*Matcher::parse(text)}; }

Route route(const std::string& receiver, std::vector<std::string> group_by = {}) {
  Route made;
  made.receiver = receiver;
  made.group_by = std::move(group_by);
  return made;
}

/// All to `ops`, but the label team=db to `db`, a group for each w.
Routing two_receivers() {
  Routing routing;
  routing.root = route("ops");
  routing.root->routes = {route("db", {"w"})};
  routing.root->routes[0].matchers = matchers_of("team=db");
  return routing;
}

Silence silence_of(std::string_view text, Nanos from, Nanos to) {
  Silence made;
  made.matchers = matchers_of(text);
  made.from = from * kSecond;
  made.to = to * kSecond;
  return made;
}

/// Each message as "RECEIVER KEY: INDEX INDEX; ".
std::string told(const std::vector<Alert>& alerts, const Routing& routing, const std::vector<Silence>& silences = {}) {
  std::string out;
  for (const Notification& notification : current_notifications(alerts, routing, silences, kEnd * kSecond)) {
    CHECK(notification.time == kEnd * kSecond);
    CHECK_FALSE(notification.resolved);
    CHECK_FALSE(notification.escalation);
    out += fmt::format("{} {}:", notification.receiver, notification.group_key);
    for (const auto& entry : notification.alerts) {
      CHECK_FALSE(entry.resolved);
      out += fmt::format(" {}", entry.alert);
    }
    out += "; ";
  }
  return out;
}

TEST_CASE("nothing that fires makes no message") {
  Alert pending = firing("A", 0);
  pending.state = AlertState::pending;
  pending.starts_at.reset();
  Alert resolved = firing("B", 0);
  resolved.state = AlertState::resolved;
  resolved.ends_at = 10 * kSecond;
  CHECK(told({}, two_receivers()).empty());
  CHECK(told({pending, resolved}, two_receivers()).empty());
  CHECK(told({pending, resolved}, Routing()).empty());
}

TEST_CASE("routes choose receivers and make groups, and group_wait does not matter") {
  const std::vector<Alert> alerts = {firing("B", 1), firing("A", kEnd), firing("C", 2, {{"team", "db"}, {"w", "2"}}),
                                     firing("C", 3, {{"team", "db"}, {"w", "1"}}), firing("D", 3, {{"team", "db"}, {"w", "1"}})};
  CHECK(told(alerts, two_receivers()) == R"(db {}/{team="db"}:{w="1"}: 3 4; db {}/{team="db"}:{w="2"}: 2; ops {}:{}: 1 0; )");
}

TEST_CASE("an alert of two routes is told twice") {
  Routing routing = two_receivers();
  routing.root->routes.push_back(route("audit"));
  routing.root->routes[0].continues = true;
  CHECK(told({firing("A", 0, {{"team", "db"}})}, routing) == R"(audit {}/{}:{}: 0; db {}/{team="db"}:{}: 0; )");
}

TEST_CASE("without routes everything is one message to nobody in particular") {
  CHECK(told({firing("B", 0), firing("A", 0)}, Routing()) == " {}:{}: 1 0; ");
}

TEST_CASE("an alert is left out if it is silenced at the end, whatever was before") {
  const std::vector<Alert> alerts = {firing("A", 0), firing("B", 0)};
  CHECK(told(alerts, two_receivers(), {silence_of("alertname=A", 500, kEnd + 1)}) == "ops {}:{}: 1; ");
  CHECK(told(alerts, two_receivers(), {silence_of("alertname=A", 0, kEnd)}) == "ops {}:{}: 0 1; ");
  CHECK(told(alerts, two_receivers(), {silence_of("alertname=~.+", 0, kEnd + 1)}).empty());
}

TEST_CASE("the last check may lie behind the end") {
  const std::vector<Alert> alerts = {firing("A", kEnd + 30)};
  CHECK(told(alerts, two_receivers()) == "ops {}:{}: 0; ");
  CHECK(told(alerts, two_receivers(), {silence_of("alertname=A", 0, kEnd + 30)}) == "ops {}:{}: 0; ");
  CHECK(told(alerts, two_receivers(), {silence_of("alertname=A", 0, kEnd + 31)}).empty());
}

TEST_CASE("an alert is left out while another inhibits it") {
  Routing routing = two_receivers();
  routing.inhibit = {{matchers_of("alertname=Down"), matchers_of("alertname=Slow"), {"w"}}};
  Alert over = firing("Down", 0, {{"w", "2"}});
  over.state = AlertState::resolved;
  over.ends_at = kEnd * kSecond;
  CHECK(told({firing("Down", 5, {{"w", "1"}}), firing("Slow", 0, {{"w", "1"}}), firing("Slow", 0, {{"w", "2"}}), over},
             routing) == "ops {}:{}: 0 2; ");
}

TEST_CASE("of two alerts with the same labels the later one stands") {
  CHECK(told({firing("A", 7), firing("A", 9)}, two_receivers()) == "ops {}:{}: 1; ");
  CHECK(told({firing("A", 9), firing("A", 7)}, two_receivers()) == "ops {}:{}: 0; ");
}

TEST_CASE("the end of time is a time like others") {
  constexpr Nanos kLast = std::numeric_limits<Nanos>::max();
  const std::vector<Alert> alerts = {firing("A", 0)};
  Silence always;
  CHECK(current_notifications(alerts, Routing(), {}, kLast).size() == 1);
  CHECK(current_notifications(alerts, Routing(), {&always, 1}, kLast).empty());
}

}  // namespace
}  // namespace invmon::policy
