#include "policy/slo_history.hpp"

#include <doctest/doctest.h>

#include <random>

namespace invmon::policy {
namespace {

/// Minutes of a day from which on nothing else matters.
std::vector<Tally> minutes(std::initializer_list<std::pair<std::uint64_t, std::uint64_t>> good_and_bad) {
  std::vector<Tally> tallies;
  Nanos from = 0;
  for (const auto& [good, bad] : good_and_bad) {
    tallies.push_back({from, from + kMinute, good, bad});
    from += kMinute;
  }
  return tallies;
}

TEST_CASE("what is left of a budget falls with each bad event, against what the whole period allows") {
  // 1,000 events at 99 % allow 10 bad ones; 2, 3 and 1 of them come about.
  const auto tallies = minutes({{198, 2}, {297, 3}, {499, 1}});
  const std::vector<Nanos> moments = {0, kMinute, 2 * kMinute, 3 * kMinute};
  const auto history = budget_history(tallies, 0.99, moments);
  REQUIRE(history.size() == 4);
  CHECK_FALSE(history[0]);
  CHECK(*history[1] == doctest::Approx(0.8));
  CHECK(*history[2] == doctest::Approx(0.5));
  CHECK(*history[3] == doctest::Approx(0.4));
}

TEST_CASE("a minute counts when it has ended, and the last moment has all of them") {
  const auto tallies = minutes({{9, 1}, {9, 1}});
  const std::vector<Nanos> moments = {kMinute + kSecond, kMinute + 2 * kSecond};
  const auto history = budget_history(tallies, 0.9, moments);
  CHECK(*history[0] == doctest::Approx(0.5));
  CHECK(*history[1] == doctest::Approx(0));
}

TEST_CASE("nothing is known of budgets and burn rates without events") {
  const std::vector<Nanos> moments = {kMinute};
  CHECK_FALSE(budget_history({}, 0.99, moments)[0]);
  CHECK_FALSE(burn_rate_histories({}, 0.99, std::vector<Nanos>{kHour}, 0, moments)[0][0]);
}

TEST_CASE("a burn rate's history is that of windows which end at each moment") {
  std::mt19937_64 random(7);
  std::vector<Tally> tallies;
  std::vector<Nanos> moments;
  for (Nanos minute = 0; minute < 500; ++minute) {
    if (random() % 4 != 0) tallies.push_back({minute * kMinute, (minute + 1) * kMinute, random() % 50, random() % 3});
    moments.push_back((minute + 1) * kMinute);
  }
  const std::vector<Nanos> windows = {17 * kMinute, kMinute};
  const auto histories = burn_rate_histories(tallies, 0.995, windows, 0, moments);
  REQUIRE(histories.size() == windows.size());
  for (std::size_t at = 0; at < windows.size(); ++at) {
    for (std::size_t i = 0; i < moments.size(); ++i) {
      CAPTURE(i);
      if (moments[i] < windows[at]) {
        CHECK_FALSE(histories[at][i]);
      } else {
        CHECK(histories[at][i] == burn_rate(tallies, {moments[i] - windows[at], moments[i]}, 0.995));
      }
    }
  }
}

}  // namespace
}  // namespace invmon::policy
