#include "insight/break_even.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace invmon::insight {
namespace {

using State = BreakEven::State;

/// Days from 0 on that save so much each, after an investment.
std::vector<NetBenefit> days(double invested, std::vector<double> savings) {
  std::vector<NetBenefit> net;
  double balance = -invested;
  for (const double saved : savings) {
    const Nanos from = static_cast<Nanos>(net.size()) * kDay;
    net.push_back({from, from + kDay, saved, balance += saved});
  }
  return net;
}

TEST_CASE("the balance crosses zero inside a day, at the share of it that was missing") {
  const auto even = break_even(days(150, {100, 100, 100}), 150, 100, 0);
  CHECK(even.state == State::reached);
  CHECK(*even.at == kDay + 12 * kHour);
}

TEST_CASE("a balance of exactly zero at the end is reached") {
  const auto even = break_even(days(100, {100}), 100, 100, 0);
  CHECK(even.state == State::reached);
  CHECK(*even.at == kDay);
}

TEST_CASE("after a fall the last crossing counts") {
  const auto even = break_even(days(100, {200, -150, 100}), 100, 50, 0);
  CHECK(even.state == State::reached);
  CHECK(*even.at == 2 * kDay + 12 * kHour);
}

TEST_CASE("what is missing is forecast at the daily savings") {
  const auto even = break_even(days(1'000, {100}), 1'000, 100, 0);
  CHECK(even.state == State::forecast);
  CHECK(*even.at == 10 * kDay);
  CHECK(even.why == "900.00 to pay back / 100.00 saved a day = 9 days after the log's end.");
}

TEST_CASE("without savings there is no break-even") {
  for (const double saved : {0.0, -5.0}) {
    const auto even = break_even(days(10, {saved}), 10, saved, 0);
    CHECK(even.state == State::never);
    CHECK_FALSE(even.at);
  }
}

TEST_CASE("more than a hundred years are never") {
  CHECK(break_even(days(36'500, {0}), 36'500, 1, 0).state == State::forecast);
  const auto even = break_even(days(36'501, {0}), 36'501, 1, 0);
  CHECK(even.state == State::never);
  CHECK(even.why == "It takes more than 100 years: 36,501.00 to pay back / 1.00 saved a day.");
}

TEST_CASE("a date beyond what times can hold is never, not an overflow") {
  const Nanos late = std::numeric_limits<Nanos>::max() - kDay;
  const std::vector<NetBenefit> net = {{late - kDay, late, 1, -10}};
  CHECK(break_even(net, 11, 1, late - kDay).state == State::never);
  const Nanos early = std::numeric_limits<Nanos>::min();
  const std::vector<NetBenefit> first = {{early, early + kDay, 1, -10}};
  CHECK(*break_even(first, 11, 1, early).at == early + 11 * kDay);
}

TEST_CASE("without an investment it is reached from the start") {
  const auto even = break_even(days(0, {1}), 0, 1, -kDay);
  CHECK(even.state == State::reached);
  CHECK(*even.at == -kDay);
  CHECK(even.why == "There is no investment to pay back.");
}

TEST_CASE("before the log it is reached at an even rate since the start") {
  const std::vector<NetBenefit> net = {{0, kDay, 10, 20}};
  const auto even = break_even(net, 90, 10, -10 * kDay);
  CHECK(even.state == State::reached);
  CHECK(*even.at == -kDay);
}

}  // namespace
}  // namespace invmon::insight
