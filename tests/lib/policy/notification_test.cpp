#include "policy/notification.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace invmon::policy {
namespace {

constexpr std::optional<Nanos> kGoesOn;

/// An alert that fires from one second to another; its name is also its label `n`.
Alert alert(const std::string& name, Nanos from, std::optional<Nanos> to = kGoesOn, Labels labels = {}) {
  Alert made;
  made.alert = name;
  made.labels = std::move(labels);
  made.labels.emplace("n", name);
  made.starts_at = from * kSecond;
  if (to) made.ends_at = *to * kSecond;
  made.state = to ? AlertState::resolved : AlertState::firing;
  return made;
}

Matchers matchers(const std::vector<std::string_view>& texts) {
  Matchers parsed;
  for (const auto text : texts) parsed.push_back(*Matcher::parse(text));
  return parsed;
}

/// A route to `ops` with the default times: 30 s, 300 s and 14,400 s; all alerts are one group.
Routing to_ops() {
  Routing routing;
  routing.root = Route();
  routing.root->receiver = "ops";
  return routing;
}

Route child(const std::string& receiver, const std::vector<std::string_view>& texts) {
  Route route;
  route.receiver = receiver;
  route.matchers = matchers(texts);
  return route;
}

Silence silence(const std::vector<std::string_view>& texts, Nanos from, Nanos to) {
  Silence made;
  made.matchers = matchers(texts);
  made.from = from * kSecond;
  made.to = to * kSecond;
  return made;
}

/// Each notification as "SECOND RECEIVER +FIRING -RESOLVED;", those of escalation steps as "RECEIVER#STEP".
std::string sent(std::vector<Alert> alerts, const Routing& routing, Nanos end, const std::vector<Silence>& silences = {}) {
  std::string out;
  for (const Notification& notification : notify(alerts, routing, silences, end * kSecond)) {
    out += fmt::format("{} {}", notification.time / kSecond, notification.receiver);
    if (notification.escalation) out += fmt::format("#{}", *notification.escalation);
    bool all_resolved = true;
    for (const auto& entry : notification.alerts) {
      out += (entry.resolved ? " -" : " +") + alerts[entry.alert].alert;
      all_resolved = all_resolved && entry.resolved;
    }
    CHECK(notification.resolved == all_resolved);
    out += "; ";
  }
  return out;
}

TEST_CASE("the first message waits for group_wait, and the end is told at the next look") {
  CHECK(sent({alert("A", 0, 400)}, to_ops(), 10'000) == "30 ops +A; 630 ops -A; ");
  CHECK(sent({alert("A", 0, 330)}, to_ops(), 10'000) == "30 ops +A; 330 ops -A; ");
  CHECK(sent({alert("A", 100)}, to_ops(), 130) == "130 ops +A; ");
  CHECK(sent({alert("A", 100)}, to_ops(), 129).empty());
  CHECK(sent({}, to_ops(), 100).empty());
}

TEST_CASE("nobody is notified of pending alerts, of those past the end, or without routes") {
  Alert pending = alert("A", 0);
  pending.starts_at.reset();
  pending.state = AlertState::pending;
  CHECK(sent({pending}, to_ops(), 1000).empty());
  CHECK(sent({alert("A", 2000)}, to_ops(), 1000).empty());
  CHECK(sent({alert("A", 0)}, Routing(), 1000).empty());
}

TEST_CASE("an alert that ends before the group is looked at is told only together with others") {
  CHECK(sent({alert("A", 0, 20)}, to_ops(), 1000).empty());
  CHECK(sent({alert("A", 0, 30)}, to_ops(), 1000).empty());
  CHECK(sent({alert("A", 0, 20), alert("B", 10, 40)}, to_ops(), 1000) == "30 ops +B -A; 330 ops -B; ");
  CHECK(sent({alert("A", 0, 20), alert("A", 25, 40)}, to_ops(), 1000) == "30 ops +A; 330 ops -A; ");
}

TEST_CASE("alerts that join a group are told at its next look") {
  // Looks at 30, 330, 630, 930.
  CHECK(sent({alert("A", 0, 700), alert("B", 100, 320)}, to_ops(), 5000) == "30 ops +A; 330 ops +A -B; 930 ops -A; ");
  CHECK(sent({alert("A", 0, 700), alert("B", 331, 500)}, to_ops(), 5000) == "30 ops +A; 630 ops +A -B; 930 ops -A; ");
  CHECK(sent({alert("B", 0, 700), alert("A", 0, 400)}, to_ops(), 5000) == "30 ops +A +B; 630 ops +B -A; 930 ops -B; ");
}

TEST_CASE("a group that is over begins anew with group_wait") {
  CHECK(sent({alert("A", 0, 40), alert("A", 331, 340), alert("A", 400, 500)}, to_ops(), 5000) ==
        "30 ops +A; 330 ops -A; 430 ops +A; 730 ops -A; ");
  // Still in the first group's life: the look at 330 finds it firing as before, the one at 630 over.
  CHECK(sent({alert("A", 0, 40), alert("A", 200, 400)}, to_ops(), 5000) == "30 ops +A; 630 ops -A; ");
}

TEST_CASE("a message is repeated at the first look after repeat_interval") {
  Routing routing = to_ops();
  routing.root->repeat_interval = 600 * kSecond;
  CHECK(sent({alert("A", 0)}, routing, 1900) == "30 ops +A; 630 ops +A; 1230 ops +A; 1830 ops +A; ");
  routing.root->repeat_interval = 700 * kSecond;
  CHECK(sent({alert("A", 0)}, routing, 1900) == "30 ops +A; 930 ops +A; 1830 ops +A; ");
  // A change restarts the wait: told at 330, repeated at 1030 at the earliest.
  CHECK(sent({alert("A", 0), alert("B", 200)}, routing, 1300) == "30 ops +A; 330 ops +A +B; 1230 ops +A +B; ");
}

TEST_CASE("a year of one alert is told every four hours") {
  std::vector<Alert> alerts = {alert("A", 0)};
  const auto notifications = notify(alerts, to_ops(), {}, 365 * kDay);
  REQUIRE(notifications.size() == 365 * 6);
  CHECK(notifications.back().time == 30 * kSecond + (365 * 6 - 1) * 4 * kHour);
}

TEST_CASE("labels named in group_by make groups of their own") {
  std::vector<Alert> alerts = {alert("A", 0, kGoesOn, {{"w", "1"}}), alert("B", 10, kGoesOn, {{"w", "2"}}),
                               alert("C", 20, kGoesOn, {{"w", "1"}}), alert("D", 20)};
  Routing routing = to_ops();
  routing.root->group_by = {"w"};
  CHECK(sent(alerts, routing, 100) == "30 ops +A +C; 40 ops +B; 50 ops +D; ");
  routing.root->group_by = {"..."};
  CHECK(sent(alerts, routing, 100) == "30 ops +A; 40 ops +B; 50 ops +C; 50 ops +D; ");
  routing.root->group_by = {"alertname", "w"};
  const auto notifications = notify(alerts, routing, {}, 100 * kSecond);
  REQUIRE(notifications.size() == 4);
  CHECK(notifications[0].group_key == R"({}:{alertname="A", w="1"})");
  CHECK(notifications[0].group_labels == Labels{{"alertname", "A"}, {"w", "1"}});
  CHECK(notifications[3].group_key == R"({}:{alertname="D"})");
}

TEST_CASE("the deepest and first route that matches takes an alert, more of them where one continues") {
  Routing routing = to_ops();
  Route page = child("pager", {"severity=page"});
  page.routes = {child("db", {"team=db"}), child("web", {"team=~web|shop"})};
  routing.root->routes = {page, child("mail", {"severity=~page|ticket"})};
  const auto told = [&](Labels labels) {
    std::vector<Alert> alerts = {alert("A", 0, kGoesOn, std::move(labels))};
    notify(alerts, routing, {}, 100 * kSecond);
    return fmt::format("{}", fmt::join(alerts[0].receivers, " "));
  };
  CHECK(told({}) == "ops");
  CHECK(told({{"severity", "page"}}) == "pager");
  CHECK(told({{"severity", "page"}, {"team", "shop"}}) == "web");
  CHECK(told({{"severity", "ticket"}, {"team", "db"}}) == "mail");
  routing.root->routes[0].continues = true;
  CHECK(told({{"severity", "page"}, {"team", "db"}}) == "db mail");
  routing.root->routes[0].routes[0].continues = true;
  CHECK(told({{"severity", "page"}, {"team", "db"}}) == "db mail");
  const auto matches = matching_routes(*routing.root, {{"severity", "page"}, {"team", "db"}});
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].key == R"({}/{severity="page"}/{team="db"})");
  CHECK(matches[1].key == R"({}/{severity=~"page|ticket"})");
}

TEST_CASE("silenced alerts are left out, and told once the silence is over") {
  const std::vector<Silence> early = {silence({"n=A"}, 0, 400)};
  CHECK(sent({alert("A", 0, 1000)}, to_ops(), 5000, early) == "630 ops +A; 1230 ops -A; ");
  CHECK(sent({alert("A", 0, 1000), alert("B", 0, 1000)}, to_ops(), 5000, early) == "30 ops +B; 630 ops +A +B; 1230 ops -A -B; ");
  // A silence that ends at a look is over at that look.
  CHECK(sent({alert("A", 0, 1000)}, to_ops(), 5000, {silence({"n=A"}, 0, 330)}) == "330 ops +A; 1230 ops -A; ");
  // Silences of others, and of nobody.
  CHECK(sent({alert("A", 0, 300)}, to_ops(), 5000, {silence({"n=B"}, 0, 9000)}) == "30 ops +A; 330 ops -A; ");
}

TEST_CASE("an alert that ends while it is silenced is dropped without a word") {
  CHECK(sent({alert("A", 0, 400)}, to_ops(), 5000, {silence({}, 100, 700)}) == "30 ops +A; ");
  CHECK(sent({alert("A", 0, 400), alert("B", 0, 400)}, to_ops(), 5000, {silence({"n=A"}, 100, 700)}) ==
        "30 ops +A +B; 630 ops -B; ");
  // The end is told at a look after the silence, even if it came before it.
  CHECK(sent({alert("A", 0, 400)}, to_ops(), 5000, {silence({}, 100, 500)}) == "30 ops +A; 630 ops -A; ");
}

TEST_CASE("alerts count as silenced if silences cover them from start to end") {
  const auto marked = [](Alert one, const std::vector<Silence>& silences) {
    std::vector<Alert> alerts = {std::move(one)};
    notify(alerts, to_ops(), silences, 1000 * kSecond);
    return alerts[0].silenced;
  };
  CHECK(marked(alert("A", 10, 90), {silence({}, 10, 90)}));
  CHECK(marked(alert("A", 10, 90), {silence({}, 0, 50), silence({"n=A"}, 50, 100)}));
  CHECK_FALSE(marked(alert("A", 10, 90), {silence({}, 0, 50), silence({"n=A"}, 51, 100)}));
  CHECK_FALSE(marked(alert("A", 10, 90), {silence({}, 11, 90)}));
  CHECK_FALSE(marked(alert("A", 10, 90), {silence({"n=B"}, 0, 100)}));
  CHECK_FALSE(marked(alert("A", 10, 90), {}));
  // One that goes on: as far as is known.
  CHECK(marked(alert("A", 10), {silence({}, 0, 1000)}));
  CHECK_FALSE(marked(alert("A", 10), {silence({}, 0, 999)}));
  CHECK_FALSE(marked(alert("A", 1000), {silence({}, 0, 1000)}));
  CHECK(marked(alert("A", 1000), {silence({}, 0, 2000)}));
}

Routing with_inhibition(const std::vector<std::string_view>& source, const std::vector<std::string_view>& target) {
  Routing routing = to_ops();
  routing.root->group_by = {"n"};
  routing.inhibit = {InhibitRule{matchers(source), matchers(target), {"w"}}};
  return routing;
}

TEST_CASE("an alert is inhibited while its source fires, if the labels of `equal` agree") {
  const Routing routing = with_inhibition({"n=S"}, {"n=T"});
  const Labels one = {{"w", "1"}};
  CHECK(sent({alert("S", 0, 500, one), alert("T", 0, 2000, one)}, routing, 5000) ==
        "30 ops +S; 630 ops -S; 630 ops +T; 2130 ops -T; ");
  CHECK(sent({alert("S", 0, 500, one), alert("T", 0, 500, {{"w", "2"}})}, routing, 5000) ==
        "30 ops +S; 30 ops +T; 630 ops -S; 630 ops -T; ");
  // A missing label equals an empty one, and one that is missing on both sides.
  CHECK(sent({alert("S", 0, 500), alert("T", 0, 500, {{"w", ""}})}, routing, 600) == "30 ops +S; ");
  CHECK(sent({alert("S", 0, 500), alert("T", 0, 500, one)}, routing, 600) == "30 ops +S; 30 ops +T; ");
}

TEST_CASE("silenced and inhibited sources inhibit as well") {
  Routing routing = with_inhibition({"n=S"}, {"n=T"});
  CHECK(sent({alert("S", 0, 500), alert("T", 0, 500)}, routing, 5000, {silence({"n=S"}, 0, 9000)}).empty());
  routing.inhibit.push_back(InhibitRule{matchers({"n=R"}), matchers({"n=S"}), {}});
  CHECK(sent({alert("R", 0, 500), alert("S", 0, 500), alert("T", 0, 500)}, routing, 400) == "30 ops +R; ");
}

TEST_CASE("alerts that match both sides do not inhibit one another, but do inhibit plain targets") {
  const Routing routing = with_inhibition({"n=~S1|S2"}, {"n=~S1|S2|T"});
  CHECK(sent({alert("S1", 0), alert("S2", 0), alert("T", 0)}, routing, 100) == "30 ops +S1; 30 ops +S2; ");
  // A source that is no target inhibits those that match both.
  const Routing mixed = with_inhibition({"n=~S1|X"}, {"n=~S1|T"});
  CHECK(sent({alert("S1", 0), alert("X", 0)}, mixed, 100) == "30 ops +X; ");
}

TEST_CASE("alerts count as inhibited if their sources fired from their start to their end") {
  const auto marked = [](Range source, Range target) {
    std::vector<Alert> alerts = {alert("S", source.from, source.to), alert("T", target.from, target.to)};
    notify(alerts, with_inhibition({"n=S"}, {"n=T"}), {}, 5000 * kSecond);
    CHECK_FALSE(alerts[0].inhibited);
    return alerts[1].inhibited;
  };
  CHECK(marked({0, 500}, {0, 500}));
  CHECK_FALSE(marked({1, 500}, {0, 500}));
  CHECK_FALSE(marked({0, 499}, {0, 500}));
}

Routing with_escalation() {
  Routing routing = to_ops();
  routing.root->escalate = {{900 * kSecond, "lead"}, {1800 * kSecond, "boss"}};
  return routing;
}

TEST_CASE("escalation steps follow the first message while an alert fires, and are told of its end") {
  CHECK(sent({alert("A", 0, 2000)}, with_escalation(), 9000) ==
        "30 ops +A; 930 lead#0 +A; 1830 boss#1 +A; 2130 boss#1 -A; 2130 lead#0 -A; 2130 ops -A; ");
  CHECK(sent({alert("A", 0, 1000)}, with_escalation(), 9000) == "30 ops +A; 930 lead#0 +A; 1230 lead#0 -A; 1230 ops -A; ");
  CHECK(sent({alert("A", 0, 930)}, with_escalation(), 9000) == "30 ops +A; 930 ops -A; ");
  CHECK(sent({alert("A", 0)}, with_escalation(), 1000) == "30 ops +A; 930 lead#0 +A; ");
  CHECK(sent({alert("A", 0)}, with_escalation(), 930) == "30 ops +A; 930 lead#0 +A; ");
  CHECK(sent({alert("A", 0)}, with_escalation(), 929) == "30 ops +A; ");
}

TEST_CASE("escalation tells of the alerts that are known and fire on, unmuted") {
  // B joins at 200 (told at 330), A ends at 400: at 930 only B is left.
  CHECK(sent({alert("A", 0, 400), alert("B", 200, 1100)}, with_escalation(), 9000) ==
        "30 ops +A; 330 ops +A +B; 630 ops +B -A; 930 lead#0 +B; 1230 lead#0 -B; 1230 ops -B; ");
  // The look at 950 comes too late for C.
  Routing routing = with_escalation();
  routing.root->group_wait = 50 * kSecond;
  routing.root->escalate[0].after = 890 * kSecond;
  CHECK(sent({alert("A", 0, 1100), alert("C", 700, 1100)}, routing, 9000) ==
        "50 ops +A; 940 lead#0 +A; 950 ops +A +C; 1250 lead#0 -A; 1250 ops -A -C; ");
  // At the time of a look the step comes after it.
  routing.root->escalate[0].after = 900 * kSecond;
  CHECK(sent({alert("A", 0, 1100), alert("C", 700, 1100)}, routing, 9000) ==
        "50 ops +A; 950 lead#0 +A +C; 950 ops +A +C; 1250 lead#0 -A -C; 1250 ops -A -C; ");
  CHECK(sent({alert("A", 0, 1100)}, with_escalation(), 9000, {silence({}, 800, 1000)}) == "30 ops +A; 1230 ops -A; ");
}

TEST_CASE("escalation begins anew once all is resolved") {
  CHECK(sent({alert("A", 0, 1000), alert("A", 2000, 3000)}, with_escalation(), 9000) ==
        "30 ops +A; 930 lead#0 +A; 1230 lead#0 -A; 1230 ops -A; "
        "2030 ops +A; 2930 lead#0 +A; 3230 lead#0 -A; 3230 ops -A; ");
  // Also if the end was not told, because it was silenced.
  Routing routing = with_escalation();
  routing.root->repeat_interval = 600 * kSecond;
  CHECK(sent({alert("A", 0, 400), alert("A", 1000, 1100)}, routing, 9000, {silence({}, 350, 650)}) ==
        "30 ops +A; 1030 ops +A; 1330 ops -A; ");
}

TEST_CASE("a receiver that escalation reminds is told of the end once") {
  Routing routing = to_ops();
  routing.root->escalate = {{600 * kSecond, "ops"}, {700 * kSecond, "lead"}, {800 * kSecond, "lead"}};
  CHECK(sent({alert("A", 0, 900)}, routing, 9000) ==
        "30 ops +A; 630 ops#0 +A; 730 lead#1 +A; 830 lead#2 +A; 930 lead#2 -A; 930 ops -A; ");
}

TEST_CASE("receivers are listed in order of time, each once") {
  std::vector<Alert> alerts = {alert("A", 0, 2000), alert("B", 0, 10)};
  notify(alerts, with_escalation(), {}, 1000 * kSecond);
  CHECK(alerts[0].receivers == std::vector<std::string>{"ops", "lead"});
  CHECK(alerts[1].receivers == std::vector<std::string>{"ops"});
  notify(alerts, Routing(), {}, 1000 * kSecond);
  CHECK(alerts[0].receivers.empty());
}

TEST_CASE("times at the edge of what can be told do no harm") {
  constexpr Nanos kFirst = std::numeric_limits<Nanos>::min();
  constexpr Nanos kLast = std::numeric_limits<Nanos>::max();
  std::vector<Alert> alerts = {alert("A", 0), alert("B", 0)};
  alerts[0].starts_at = kFirst;
  alerts[0].ends_at = kFirst + kMinute;
  alerts[1].starts_at = kLast - 40 * kSecond;
  Routing routing = with_escalation();
  CHECK(notify(alerts, routing, std::vector{Silence()}, kLast - 1).empty());
  CHECK(alerts[1].silenced);
  const auto told = notify(alerts, routing, {}, kLast - 1);
  REQUIRE(told.size() == 3);
  CHECK(told[0].time == kFirst + 30 * kSecond);
  CHECK(told[1].time == kFirst + 330 * kSecond);
  CHECK(told[2].time == kLast - 10 * kSecond);
}

TEST_CASE("ten thousand alerts over a year are replayed from event to event") {
  // Each fires for two minutes, 52 minutes after the one before: told at 30 s, over at the next look.
  std::vector<Alert> alerts;
  for (Nanos i = 0; i < 10'000; ++i) alerts.push_back(alert("A", i * 3120, i * 3120 + 120, {{"i", std::to_string(i)}}));
  const auto notifications = notify(alerts, to_ops(), std::vector{silence({"n=B"}, 0, 1)}, 365 * kDay);
  CHECK(notifications.size() == 20'000);
  CHECK(notifications.back().time == (9'999 * 3120 + 330) * kSecond);
}

}  // namespace
}  // namespace invmon::policy
