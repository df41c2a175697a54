#include <cmath>
#include <limits>

#include "lib/policy/slo_log.hpp"
#include "policy/error_budget.hpp"
#include "policy/wilson.hpp"

namespace invmon::policy {
namespace {

using doctest::Approx;

const std::string kAvailability = "{name: availability, objective: 99.5%, sli: {good: success}}";

}  // namespace

TEST_CASE("99.5 % over 30 days is a budget of 3.6 hours") {
  const auto result = SloLog(slo_of(kAvailability)).evaluate_one({kMonday, kMonday + kDay});
  CHECK(result.budget.minutes == 216.0);
  CHECK(result.period_from == kMonday - 29 * kDay);
  CHECK(result.period_to == kMonday + kDay);
}

TEST_CASE("250 bad of 1,000,000 at 99.9 % use 25 % of the budget") {
  const std::vector<Tally> tallies = {{kMonday, kMonday + kMinute, 999'750, 250}};
  const auto budget = budget_of(tallies, 0.999, 30 * kDay, 0.5, kMonday + kDay);
  CHECK(budget.allowed == 1'000.0);
  CHECK(budget.consumed_ratio == 0.25);
  CHECK(budget.remaining_ratio == 0.75);
  CHECK(*budget.consumed_minutes == Approx(10.8));  // 25 % of 43.2
  CHECK_FALSE(budget.exhausted_at);
  CHECK(*budget.days_to_exhaustion == Approx(45));  // 75 % of 30 days at half the rate
}

TEST_CASE("what the objective allows exactly is no breach, and one more is") {
  CHECK_FALSE(exceeds_budget(5, 1'000, 0.995));
  CHECK(exceeds_budget(6, 1'000, 0.995));
  for (std::uint64_t thousandth = 1; thousandth < 1'000; ++thousandth) {
    const double objective = static_cast<double>(1'000 - thousandth) / 1'000;
    for (const std::uint64_t scale : {1ULL, 7ULL, 1'000'000ULL, 1'000'000'007ULL}) {
      INFO(objective, " ", scale);
      CHECK_FALSE(exceeds_budget(thousandth * scale, 1'000 * scale, objective));
      CHECK(exceeds_budget(thousandth * scale + 1, 1'000 * scale, objective));
    }
  }
  CHECK_FALSE(exceeds_budget(0, 10, 1));
  CHECK(exceeds_budget(1, 10, 1));
  CHECK(allowed_share(0.995) == 0.005);
  CHECK(allowed_share(0.9) == 0.1);
  CHECK(allowed_share(0.99999) == 0.00001);
  CHECK(allowed_share(std::nextafter(1.0, 0.0)) > 0);
}

TEST_CASE("Wilson's interval is the published one") {
  const auto check = [](std::uint64_t good, std::uint64_t total, double low, double high) {
    const auto interval = wilson_interval(good, total);
    INFO(good, " of ", total);
    CHECK(std::abs(interval.low - low) < 5e-5);
    CHECK(std::abs(interval.high - high) < 5e-5);
  };
  check(9, 10, 0.5958, 0.9821);
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  check(81, 263, 0.2553, 0.3662);
  check(15, 148, 0.0624, 0.1605);
  check(0, 20, 0.0, 0.1611);
  check(1, 29, 0.0061, 0.1718);
  CHECK(wilson_interval(0, 20).low == 0);
  CHECK(wilson_interval(20, 20).high == 1);
  CHECK(wilson_interval(1, 1).low > 0);
}

TEST_CASE("events are counted, and the account follows from them") {
  SloLog log(slo_of(kAvailability));
  log.add_many(kMonday + 30 * kSecond, 400, 0);
  log.add_many(kMonday + 2 * kHour, 594, 6);
  log.add_heartbeat(kMonday + 3 * kHour);
  const auto result = log.evaluate_one({kMonday, kMonday + 4 * kHour});
  CHECK(result.good == 994);
  CHECK(result.bad == 6);
  CHECK(result.total == 1'000);
  CHECK_FALSE(result.slices);
  CHECK(result.actual == 0.994);
  CHECK(result.met == false);
  CHECK(result.budget.allowed == 5.0);
  CHECK(*result.budget.consumed_ratio == Approx(1.2));
  CHECK(*result.budget.remaining_ratio == Approx(-0.2));
  CHECK(result.budget.exhausted_at == kMonday + 2 * kHour + kMinute);
  CHECK_FALSE(result.budget.days_to_exhaustion);
  REQUIRE(result.burn_rate.size() == 4);
  CHECK(result.burn_rate[0].window == kHour);
  CHECK_FALSE(result.burn_rate[0].value);  // the last hour has no transaction
  CHECK(result.burn_rate[1].window == 6 * kHour);
  CHECK(*result.burn_rate[1].value == Approx(1.2));
  CHECK(result.burn_rate[3].window == 3 * kDay);
  REQUIRE(result.worst_slices.size() == 1);
  CHECK(result.worst_slices[0].from == kMonday + 2 * kHour);
  CHECK(result.worst_slices[0].to == kMonday + 3 * kHour);
  CHECK(result.worst_slices[0].value == 0.99);
  CHECK(result.worst_slices[0].events == 600);
}

TEST_CASE("a log without events leaves everything that needs them open") {
  const auto result = SloLog(slo_of(kAvailability)).evaluate_one({kMonday, kMonday});
  CHECK(result.total == 0);
  CHECK_FALSE(result.actual);
  CHECK_FALSE(result.met);
  CHECK_FALSE(result.interval);
  CHECK(result.budget.allowed == 0);
  CHECK_FALSE(result.budget.consumed_ratio);
  CHECK_FALSE(result.budget.days_to_exhaustion);
  for (const auto& burn : result.burn_rate) CHECK_FALSE(burn.value);
}

TEST_CASE("one event is a verdict unless more are asked for") {
  SloLog one(slo_of(kAvailability));
  one.add(kMonday, true);
  CHECK(one.evaluate_one({kMonday, kMonday + 1}).met == false);
  SloLog few(slo_of("{name: a, objective: 99.5%, sli: {good: success}, min_events: 2}"));
  few.add(kMonday, true);
  CHECK_FALSE(few.evaluate_one({kMonday, kMonday + 1}).met);
  few.add(kMonday, true);
  CHECK(few.evaluate_one({kMonday, kMonday + 1}).met == false);
}

TEST_CASE("the share within a limit counts what has a duration, the limit included") {
  SloLog log(slo_of("{name: fast, objective: 60%, sli: {share_within: 300ms}}"));
  for (const double duration : {0.1, 0.3, 0.3000001}) log.add(kMonday, false, duration);
  log.add(kMonday, true, 0.2);
  log.add(kMonday, true);
  const auto result = log.evaluate_one({kMonday, kMonday + 1});
  CHECK(result.good == 3);
  CHECK(result.bad == 1);
  CHECK(result.met == true);
}

TEST_CASE("a rolling period looks back from the end, from the first whole pane on") {
  SloLog log(slo_of("{name: a, objective: 50%, sli: {good: success}, period: 1d}"));
  const Nanos end = kMonday + kDay + 30 * kSecond;
  log.add(kMonday + 29 * kSecond, true);  // before the period
  log.add(kMonday + 31 * kSecond, true);  // in it, but in a minute that it cuts
  log.add(kMonday + kMinute, false);
  log.add(end - 1, false);
  const auto result = log.evaluate_one({kMonday, end});
  CHECK(result.total == 2);
  CHECK(result.bad == 0);
  CHECK(result.period_from == kMonday + 30 * kSecond);
  CHECK(result.burn_rate.size() == 3);  // 3d is longer than the period
}

TEST_CASE("a calendar's period is that of its zone which holds the last moment") {
  auto slo = slo_of("{name: a, objective: 99%, sli: {good: success}, calendar: day, zone: Europe/Berlin}");
  SloLog log(slo);
  // In Berlin 2025-03-30 lasts from 23:00Z the day before to 22:00Z.
  const Nanos begin = 1'743'289'200 * kSecond;
  log.add(begin - 1, true);
  log.add(begin, false);
  const auto result = log.evaluate_one({begin - kDay, begin + kHour});
  CHECK(result.period_from == begin);
  CHECK(result.period_to == begin + 23 * kHour);
  CHECK(result.total == 1);
  CHECK(result.budget.minutes == Approx(13.8));  // 1 % of 23 h
  CHECK(log.evaluate_one({begin - kDay, begin}).period_to == begin);
}

TEST_CASE("burn rates look back beyond a calendar's beginning") {
  SloLog log(slo_of("{name: a, objective: 90%, sli: {good: success}, calendar: month}"));
  const Nanos june = kMonday - kDay;
  log.add_many(june - 2 * kHour, 0, 10);
  log.add_many(june, 10, 0);
  const auto result = log.evaluate_one({june - kDay, june + kHour});
  CHECK(result.total == 10);
  CHECK(result.burn_rate[0].value == 0.0);
  CHECK(*result.burn_rate[1].value == Approx(5));  // half of them bad, 10 % allowed
}

TEST_CASE("each group has an account with its labels, in order of the keys") {
  SloLog log(slo_of("{name: a, objective: 99%, sli: {good: success}, by: [warehouse], labels: {team: ops}}"));
  log.add(kMonday, false, {}, "WH-01");
  log.add(kMonday, true, {}, "WH-02");
  const auto results = log.evaluate_groups({kMonday, kMonday + 1});
  REQUIRE(results.size() == 2);
  CHECK(results[0].labels == Labels{{"team", "ops"}, {"warehouse", "WH-01"}});
  CHECK(results[0].met == true);
  CHECK(results[1].labels.at("warehouse") == "WH-02");
  CHECK(results[1].met == false);
}

TEST_CASE("days to exhaustion follow the last day's burn rate") {
  SloLog log(slo_of("{name: a, objective: 90%, sli: {good: success}, period: 10d}"));
  log.add_many(kMonday, 100, 0);
  log.add_many(kMonday + 3 * kDay, 95, 5);
  const auto result = log.evaluate_one({kMonday, kMonday + 3 * kDay + 1});
  CHECK(*result.budget.remaining_ratio == Approx(0.75));   // 5 of 20
  CHECK(*result.budget.days_to_exhaustion == Approx(15));  // 0.75 x 10 d / (5 % / 10 %)
  SloLog calm(slo_of("{name: a, objective: 90%, sli: {good: success}, period: 10d}"));
  calm.add_many(kMonday, 10, 0);
  CHECK_FALSE(calm.evaluate_one({kMonday, kMonday + 1}).budget.days_to_exhaustion);
}

TEST_CASE("alerting sets the windows that burn rates are told of") {
  SloLog log(
      slo_of("{name: a, objective: 99%, sli: {good: success}, alerting: {burn_rate: [{long: 90s, short: 30s, burn: 2}]}}"));
  const auto result = log.evaluate_one({kMonday, kMonday + kHour});
  REQUIRE(result.burn_rate.size() == 2);
  CHECK(result.burn_rate[0].window == 30 * kSecond);
  CHECK(result.burn_rate[1].window == 90 * kSecond);
}

TEST_CASE("a feed keeps what its SLO reads, in panes that its windows are made of") {
  const auto events = feed_of(slo_of("{name: a, objective: 99%, sli: {good: success}, by: [warehouse], where: 'x == 1'}"));
  CHECK(events.grain == kMinute);
  CHECK(events.by == std::vector<std::string>{"warehouse"});
  CHECK(events.where->text == "x == 1");
  CHECK(events.parts == window::PaneParts{0, window::Durations::none, {}});
  CHECK(feed_of(slo_of("{name: a, objective: 99%, sli: {share_within: 300ms}}")).parts ==
        window::PaneParts{0, window::Durations::none, {0.3}});
  CHECK(feed_of(slo_of("{name: a, objective: 99%, sli: {good: success}, period: 90s}")).grain == 30 * kSecond);
  const auto slices = feed_of(slo_of("{name: a, objective: 99%, sli: {p95: 1s}, per: 7m}"));
  CHECK(slices.grain == 7 * kMinute);
  CHECK(slices.parts == window::PaneParts{0, window::Durations::quantiles, {1.0}});
  CHECK(feed_of(slo_of("{name: a, objective: 99%, sli: {when: 'failure_streak < 5'}, per: 1h}")).streaks);
}

TEST_CASE("the ends of time are no problem") {
  constexpr Nanos kFirst = std::numeric_limits<Nanos>::min(), kLast = std::numeric_limits<Nanos>::max();
  for (const auto* text : {"{name: a, objective: 99%, sli: {good: success}}",
                           "{name: a, objective: 99%, sli: {good: success, at_least: 99%}, per: 1h}",
                           "{name: a, objective: 99%, sli: {good: success}, calendar: year, zone: Asia/Tokyo}"}) {
    SloLog log(slo_of(text));
    log.add(kFirst, true);
    log.add(kLast - 1, false);
    CHECK(log.evaluate_one({kFirst, kFirst + 1}).budget.minutes > 0);
    CHECK(log.evaluate_one({kLast - 1, kLast}).met == true);
  }
}

}  // namespace invmon::policy
