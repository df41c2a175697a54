#include "lib/policy/slo_log.hpp"

namespace invmon::policy {
namespace {

using doctest::Approx;

const std::string kHourly = "name: a, objective: 90%, sli: {good: success, at_least: 99.5%}, per: 1h";

void check_slices(const SloResult& result, std::uint64_t good, std::uint64_t bad, std::uint64_t unknown) {
  REQUIRE(result.slices);
  CHECK(result.slices->good == good);
  CHECK(result.slices->bad == bad);
  CHECK(result.slices->unknown == unknown);
}

/// Hours from Monday on: '.' all succeeded, 'x' all failed, ' ' nothing happened.
SloLog hours(const Slo& slo, std::string_view story) {
  SloLog log(slo);
  for (std::size_t i = 0; i < story.size(); ++i) {
    if (story[i] != ' ') log.add(kMonday + static_cast<Nanos>(i) * kHour + 5 * kMinute, story[i] == 'x');
  }
  return log;
}

SloResult story_of(const std::string& entry, std::string_view story) {
  return hours(slo_of(entry), story).evaluate_one({kMonday, kMonday + static_cast<Nanos>(story.size()) * kHour});
}

}  // namespace

TEST_CASE("each slice is good if its share is, and the objective is the share of good slices") {
  SloLog log(slo_of("{" + kHourly + "}"));
  log.add_many(kMonday, 199, 1);              // exactly 99.5 %
  log.add_many(kMonday + kHour, 198, 1);      // less
  log.add_many(kMonday + 3 * kHour, 100, 0);  // after one without events
  const auto result = log.evaluate_one({kMonday, kMonday + 4 * kHour});
  check_slices(result, 2, 1, 1);
  CHECK(result.slices->seconds == 3'600);
  CHECK(result.total == 499);
  CHECK(result.bad == 2);
  CHECK(*result.actual == Approx(2.0 / 3));
  CHECK(result.met == false);
  CHECK(result.budget.allowed == Approx(0.3));  // slices
  CHECK(result.budget.exhausted_at == kMonday + 2 * kHour);
  REQUIRE(result.worst_slices.size() == 1);
  CHECK(result.worst_slices[0].from == kMonday + kHour);
  CHECK(result.worst_slices[0].events == 199);
}

TEST_CASE("slices that the range covers in part count if something happened in them") {
  SloLog log(slo_of("{" + kHourly + "}"));
  log.add(kMonday + 50 * kMinute, true);
  log.add(kMonday + 90 * kMinute, false);
  check_slices(log.evaluate_one({kMonday + 45 * kMinute, kMonday + 2 * kHour + kMinute}), 1, 1, 0);
  check_slices(log.evaluate_one({kMonday - 30 * kMinute, kMonday + 3 * kHour}), 1, 1, 1);
}

TEST_CASE("slices that begin before the period do not count") {
  SloLog log(slo_of("{name: a, objective: 90%, sli: {good: success, at_least: 99%}, per: 1h, period: 2h}"));
  for (int hour = 0; hour < 4; ++hour) log.add(kMonday + hour * kHour + 30 * kMinute, hour < 2);
  check_slices(log.evaluate_one({kMonday, kMonday + 4 * kHour}), 2, 0, 0);
  check_slices(log.evaluate_one({kMonday, kMonday + 3 * kHour + 40 * kMinute}), 2, 0, 0);
  check_slices(log.evaluate_one({kMonday, kMonday + 3 * kHour}), 1, 1, 0);
}

TEST_CASE("no_data says what slices without events come to") {
  check_slices(story_of("{" + kHourly + "}", ".  x"), 1, 1, 2);
  check_slices(story_of("{" + kHourly + ", no_data: ok}", ".  x"), 3, 1, 0);
  check_slices(story_of("{" + kHourly + ", no_data: breach}", ".  x"), 1, 3, 0);
  check_slices(story_of("{" + kHourly + ", min_events: 2}", ".  x"), 0, 0, 4);
  CHECK_FALSE(story_of("{" + kHourly + ", min_events: 2}", ".  x").met);
}

TEST_CASE("sustained counts bad slices in long runs only, and unknown ones are passed over") {
  const std::string sustained = "{" + kHourly + ", sustained: 2}";
  check_slices(story_of(sustained, "x.x."), 4, 0, 0);
  check_slices(story_of(sustained, "xx.x"), 2, 2, 0);
  check_slices(story_of(sustained, "x x.x"), 2, 2, 1);
  check_slices(story_of("{" + kHourly + ", sustained: 3}", ".xx.xxx"), 4, 3, 0);
  check_slices(story_of(sustained, ".x"), 2, 0, 0);
}

TEST_CASE("a quantile of nearest rank is judged by counting") {
  SloLog log(slo_of("{name: a, objective: 90%, sli: {p95: 300ms}, per: 1h}"));
  for (int i = 0; i < 20; ++i) log.add(kMonday, false, i < 19 ? 0.3 : 9.0);          // rank 19 of 20 is within
  for (int i = 0; i < 20; ++i) log.add(kMonday + kHour, false, i < 18 ? 0.1 : 0.5);  // rank 19 is not
  log.add(kMonday + 2 * kHour, false);                                               // no duration
  for (int i = 0; i < 5'000; ++i) log.add(kMonday + 3 * kHour, false, i < 4'750 ? 0.3 : 0.30001);
  const auto result = log.evaluate_one({kMonday, kMonday + 4 * kHour});
  check_slices(result, 2, 1, 1);
  REQUIRE(result.worst_slices.size() == 1);
  CHECK(result.worst_slices[0].value == 0.5);
  CHECK(result.good == 19 + 18 + 4'750);
}

TEST_CASE("freshness is the age of the last record at a slice's end") {
  SloLog log(slo_of("{name: a, objective: 90%, sli: {freshness: 15m}, per: 10m}"));
  log.add_heartbeat(kMonday + 5 * kMinute);
  log.add(kMonday + 45 * kMinute, false);
  // Ages at the ends of the slices: 5, 15, 25, 35, 5 minutes.
  const auto result = log.evaluate_one({kMonday, kMonday + 50 * kMinute});
  check_slices(result, 3, 2, 0);
  CHECK(result.worst_slices[0].value == 35 * 60.0);
  CHECK(result.worst_slices[1].value == 25 * 60.0);
}

TEST_CASE("before the first record freshness is unknown until the limit is passed for certain") {
  SloLog log(slo_of("{name: a, objective: 90%, sli: {freshness: 15m}, per: 10m}"));
  log.add(kMonday + 35 * kMinute, false);
  check_slices(log.evaluate_one({kMonday, kMonday + 40 * kMinute}), 1, 2, 1);
}

TEST_CASE("a slice is a check for uptime, and a missing one is unknown") {
  SloLog log(slo_of("{name: a, objective: 99.9%, sli: {uptime: 5m checks}}"));
  for (int check = 0; check < 12; ++check) {
    if (check != 4) log.add(kMonday + check * 5 * kMinute + kSecond, check == 7);
  }
  const auto result = log.evaluate_one({kMonday, kMonday + kHour});
  check_slices(result, 10, 1, 1);
  CHECK(result.slices->seconds == 300);
}

TEST_CASE("a slice is good when its condition holds, and unknown when nobody can tell") {
  SloLog log(slo_of("{name: a, objective: 90%, sli: {when: 'error_rate <= 2%'}, per: 1h}"));
  log.add_many(kMonday, 49, 1);
  log.add_many(kMonday + kHour, 30, 1);
  log.add_many(kMonday + 2 * kHour, 0, 2);
  log.add_heartbeat(kMonday + 3 * kHour);
  const auto result = log.evaluate_one({kMonday, kMonday + 4 * kHour});
  check_slices(result, 1, 2, 1);
  CHECK(result.worst_slices[0].from == kMonday + 2 * kHour);
  CHECK(result.worst_slices[0].value == 1.0);
}

TEST_CASE("what maintenance hides neither counts as missing nor as stale") {
  const std::vector<Range> maintenance = {{kMonday + kHour, kMonday + 3 * kHour}};
  auto log = hours(slo_of("{" + kHourly + ", no_data: breach}"), ".  . ");
  check_slices(log.evaluate_one({kMonday, kMonday + 5 * kHour}), 2, 3, 0);
  check_slices(log.evaluate_one({kMonday, kMonday + 5 * kHour}, maintenance), 2, 1, 0);
  SloLog fresh(slo_of("{name: a, objective: 90%, sli: {freshness: 90m}, per: 1h}"));
  fresh.add(kMonday + 59 * kMinute, false);
  check_slices(fresh.evaluate_one({kMonday, kMonday + 5 * kHour}), 2, 3, 0);
  check_slices(fresh.evaluate_one({kMonday, kMonday + 5 * kHour}, maintenance), 2, 1, 0);
}

TEST_CASE("burn rates of timeslices are told of windows that hold a slice") {
  const auto result =
      story_of("{name: a, objective: 75%, sli: {good: success, at_least: 99%}, per: 3h}", "............xxxxxx......");
  REQUIRE(result.burn_rate.size() == 3);
  CHECK(result.burn_rate[0].window == 6 * kHour);
  CHECK(result.burn_rate[0].value == 0.0);
  CHECK(*result.burn_rate[1].value == Approx(1));  // 2 of 8 slices, a quarter allowed
  CHECK(result.met == true);
}

}  // namespace invmon::policy
