#include "policy/alert_machine.hpp"

#include <doctest/doctest.h>

#include <string>

namespace invmon::policy {
namespace {

/// The states after checks a minute apart. Checks: B breach, . ok, ? no data; states: - inactive, p pending, F firing.
std::string states(const std::string& checks, Hold hold, Hold keep_firing = {}, NoData no_data = NoData::ok) {
  AlertMachine machine(hold, keep_firing, no_data);
  std::string result;
  Nanos time = 0;
  for (const char check : checks) {
    machine.check(time += kMinute, check == 'B' ? Verdict::breach : check == '.' ? Verdict::ok : Verdict::no_data);
    result += std::string("-pF")[static_cast<std::size_t>(machine.state())];
  }
  return result;
}

constexpr Hold minutes(int n) { return {n * kMinute, 0}; }
constexpr Hold checks(std::uint64_t n) { return {0, n}; }

TEST_CASE("without `for` an alert fires at the first breach and is over at the first check without") {
  CHECK(states(".B..BB.", {}) == "-F--FF-");
  CHECK(states("", {}) == "");
}

TEST_CASE("`for` as a span: pending until it has passed since the first breach; one false check starts anew") {
  CHECK(states("BBBB.", minutes(2)) == "ppFF-");
  CHECK(states("BB.BBB", minutes(2)) == "pp-ppF");
  CHECK(states("BB", {90 * kSecond, 0}) == "pp");
  CHECK(states("BBB", {90 * kSecond, 0}) == "ppF");
}

TEST_CASE("`for` as a number of checks counts the first one") {
  CHECK(states("BBB.", checks(3)) == "ppF-");
  CHECK(states("BB.BBB", checks(3)) == "pp-ppF");
  CHECK(states("B.", checks(1)) == "F-");
}

TEST_CASE("`keep_firing_for` counts from the first check without a breach, and a breach renews it") {
  CHECK(states("B...", {}, minutes(2)) == "FFF-");
  CHECK(states("B..B...", {}, minutes(2)) == "FFFFFF-");
  CHECK(states("B..", {}, checks(2)) == "FF-");
  CHECK(states("B.B..", {}, checks(2)) == "FFFF-");
  CHECK(states("B.", minutes(1), minutes(5)) == "p-");
}

TEST_CASE("no data counts as false, as true, or not at all") {
  CHECK(states("B?B", {}, {}, NoData::ok) == "F-F");
  CHECK(states("B?.", {}, {}, NoData::breach) == "FF-");
  CHECK(states("?", {}, {}, NoData::breach) == "F");
  CHECK(states("B??.", {}, {}, NoData::hold) == "FFF-");
  CHECK(states("B?B.", minutes(2), {}, NoData::hold) == "ppF-");
  CHECK(states("B?B", checks(2), {}, NoData::hold) == "ppF");
  CHECK(states("??", {}, {}, NoData::hold) == "--");
  CHECK(states("B?", minutes(2)) == "p-");
}

TEST_CASE("it tells since when it has been pending and firing") {
  AlertMachine machine(minutes(1), {}, NoData::ok);
  machine.check(10 * kMinute, Verdict::breach);
  CHECK(machine.pending_since() == 10 * kMinute);
  machine.check(11 * kMinute, Verdict::breach);
  machine.check(12 * kMinute, Verdict::breach);
  CHECK(machine.pending_since() == 10 * kMinute);
  CHECK(machine.starts_at() == 11 * kMinute);
}

}  // namespace
}  // namespace invmon::policy
