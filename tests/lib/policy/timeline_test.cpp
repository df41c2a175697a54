#include "policy/timeline.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "policy/feed_plan.hpp"
#include "record/record.hpp"
#include "stats/bucket_index.hpp"
#include "window/long_runs.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/streak_pane.hpp"

namespace invmon::policy {
namespace {

struct Occurrence {
  Nanos time = 0;
  bool failure = false;
  double seconds = 0;
};

Rule rule_of(const std::string& when) {
  auto condition = Condition::parse(when, std::vector<std::string>{"cpu"});
  REQUIRE_MESSAGE(condition, (condition ? "" : to_string(condition.error())));
  Rule rule;
  rule.alert = "Test";
  rule.when = *condition;
  return rule;
}

/// The panes of a feed, filled as a run fills them; with what the rule does not need too, if `all` is kept.
struct Feed {
  explicit Feed(const Rule& rule, bool all = false) : spec(feed_of(rule, 1)), runs(all ? 1 : spec.least_streak) {
    if (all) spec.parts.longer_than = -std::numeric_limits<double>::infinity();
  }

  void add(const Occurrence& event, std::optional<double> cpu = {}) {
    record::Record record;
    record.time = event.time;
    record.transaction = true;
    record.failure = event.failure;
    record.duration = event.seconds;
    record.gauges = {cpu};
    const auto index = floor_div(event.time, spec.grain);
    panes.at(index, window::Pane(spec.parts)).add(record, {});
    runs.add(0, event.time, event.failure, [&](Nanos time, bool failure) {
      streaks.at(floor_div(time, spec.grain), window::StreakPane(1)).add(time, failure);
    });
  }

  Timeline evaluate(const Rule& rule, Range range) const {
    return policy::evaluate(rule, spec, {std::vector<std::string>(rule.by.size(), "x"), &panes, &streaks, true}, range);
  }

  FeedSpec spec;
  window::LongRuns runs;
  window::Series<window::Pane> panes;
  window::Series<window::StreakPane> streaks;
};

std::vector<Occurrence> random_events(std::mt19937& random) {
  std::vector<Occurrence> events;
  Nanos time = 1'700'000'000 * kSecond;
  for (int i = 0; i < 400; ++i) {
    time += static_cast<Nanos>(random() % 40) * kSecond + static_cast<Nanos>(random() % 1000) * kMillisecond;
    if (random() % 60 == 0) time += static_cast<Nanos>(random() % 120) * kMinute;
    const bool bad_times = (i / 50) % 2 == 1;
    events.push_back({time, random() % (bad_times ? 3 : 20) == 0, static_cast<double>(random() % 900) / 1000});
  }
  return events;
}

/// What a rule sees at a check, counted event by event.
Verdict slow_verdict(const std::vector<Occurrence>& events, Nanos t, Nanos window, std::uint64_t min_events,
                     bool (*breached)(const std::vector<Occurrence>&)) {
  std::vector<Occurrence> seen;
  std::ranges::copy_if(events, std::back_inserter(seen), [&](const Occurrence& e) { return e.time >= t - window && e.time < t; });
  if (seen.size() < min_events) return Verdict::no_data;
  return breached(seen) ? Verdict::breach : Verdict::ok;
}

void compare(const std::string& when, bool (*breached)(const std::vector<Occurrence>&)) {
  std::mt19937 random(11);
  for (int round = 0; round < 12; ++round) {
    const auto events = random_events(random);
    Rule rule = rule_of(when);
    rule.window = static_cast<Nanos>(1 + random() % 12) * kMinute;
    rule.every = static_cast<Nanos>(1 + random() % 4) * 30 * kSecond;
    rule.min_events = 1 + random() % 4;
    rule.hold = {static_cast<Nanos>(random() % 3) * kMinute, 0};
    Feed feed(rule);
    for (const auto& event : events) feed.add(event);
    const Range range{events.front().time, events.back().time + kMillisecond};
    const auto timeline = feed.evaluate(rule, range);

    std::uint64_t checks = 0, no_data = 0;
    std::vector<std::pair<Nanos, std::optional<Nanos>>> firing;
    std::optional<Nanos> pending;
    for (Nanos t = (range.from / rule.every + 1) * rule.every; t < range.to + rule.every; t += rule.every) {
      const auto verdict = slow_verdict(events, t, rule.window, rule.min_events, breached);
      ++checks;
      no_data += verdict == Verdict::no_data;
      const bool open = !firing.empty() && !firing.back().second;
      if (verdict != Verdict::breach) {
        pending.reset();
        if (open) firing.back().second = t;
      } else if (!open) {
        pending = pending.value_or(t);
        if (t - pending.value_or(t) >= rule.hold.span) firing.emplace_back(t, std::nullopt);
      }
    }
    INFO(when, " round ", round);
    CHECK(timeline.checks == checks);
    CHECK(timeline.no_data_checks == no_data);
    auto episodes = timeline.episodes;
    std::erase_if(episodes, [](const Episode& e) { return !e.starts_at; });
    REQUIRE(episodes.size() == firing.size());
    for (std::size_t i = 0; i < firing.size(); ++i) {
      CHECK(*episodes[i].starts_at == firing[i].first);
      CHECK(episodes[i].ends_at == firing[i].second);
    }
  }
}

double error_rate(const std::vector<Occurrence>& events) {
  return static_cast<double>(std::ranges::count(events, true, &Occurrence::failure)) / static_cast<double>(events.size());
}

double quantile(const std::vector<Occurrence>& events, std::size_t percent) {
  std::vector<double> seconds;
  for (const auto& event : events) seconds.push_back(event.seconds);
  std::ranges::sort(seconds);
  return seconds[(percent * seconds.size() + 99) / 100 - 1];
}

TEST_CASE("alerts start and end where counting event by event says") {
  compare("error_rate > 10%", [](const auto& events) { return error_rate(events) > 0.1; });
  compare("failures >= 3", [](const auto& events) { return std::ranges::count(events, true, &Occurrence::failure) >= 3; });
  compare("p95 > 800ms or error_rate > 25%",
          [](const auto& events) { return quantile(events, 95) > 0.8 || error_rate(events) > 0.25; });
  compare("p90 > 750ms", [](const auto& events) { return quantile(events, 90) > 0.75; });
  compare("not p50 <= 500ms and failures < 9", [](const auto& events) {
    return quantile(events, 50) > 0.5 && std::ranges::count(events, true, &Occurrence::failure) < 9;
  });
  compare("share(within 300ms) < 30%", [](const auto& events) {
    const auto fast = std::ranges::count_if(events, [](const Occurrence& e) { return e.seconds <= 0.3; });
    return static_cast<double>(fast) / static_cast<double>(events.size()) < 0.3;
  });
  compare("failure_streak >= 2", [](const auto& events) {
    int run = 0, longest = 0;
    for (const auto& event : events) longest = std::max(longest, run = event.failure ? run + 1 : 0);
    return longest >= 2;
  });
}

constexpr Nanos kT = 1'700'000'040 * kSecond;  ///< a whole minute

void check_equal(const Timeline& one, const Timeline& other) {
  CHECK(one.checks == other.checks);
  CHECK(one.no_data_checks == other.no_data_checks);
  CHECK(one.pending_only == other.pending_only);
  REQUIRE(one.episodes.size() == other.episodes.size());
  for (std::size_t i = 0; i < one.episodes.size(); ++i) {
    const auto& a = one.episodes[i];
    const auto& b = other.episodes[i];
    CHECK(a.pending_since == b.pending_since);
    CHECK(a.starts_at == b.starts_at);
    CHECK(a.ends_at == b.ends_at);
    CHECK(a.value == b.value);
    CHECK(a.peak == b.peak);
    CHECK(a.transactions == b.transactions);
    CHECK(a.failures == b.failures);
  }
}

TEST_CASE("it does not matter to an alert whether its quantile is read or told from counts") {
  std::mt19937 random(12);
  const int bucket = stats::bucket_index(0.3);
  const std::vector<double> near = {0.3, 0.301, 0.302};  // in the limit's bucket, and in the next one
  const std::vector<double> ends = {stats::bucket_low(bucket), stats::bucket_middle(bucket), stats::bucket_low(bucket + 1),
                                    std::nextafter(stats::bucket_low(bucket + 1), 1)};
  std::size_t episodes = 0;
  for (const auto& slow_seconds : {near, ends, {0.29, 0.4, 0.8}}) {
    for (const Nanos window :
         {10 * kMinute, 60 * kMinute}) {  // with so many events that the quantile is exact, and that it is not
      Rule counted = rule_of("p95 > 300ms");
      counted.window = window;
      Rule read = rule_of("p95 * 1 > 300ms");  // arithmetic needs the value itself
      read.window = window;
      Feed feed(counted), all(read);
      REQUIRE(feed.spec.parts.thresholds == std::vector<double>{0.3, stats::bucket_low(bucket), stats::bucket_low(bucket + 1)});
      REQUIRE(feed.spec.parts.longer_than == stats::bucket_low(bucket));
      CHECK(all.spec.parts == window::PaneParts{0, window::Durations::quantiles, {}});
      for (int i = 0; i < 16'000; ++i) {
        const bool slow = i / 3'000 % 2 == 1 && random() % 6 == 0;
        const double seconds = slow ? slow_seconds[random() % slow_seconds.size()] : static_cast<double>(random() % 290) / 1000;
        for (Feed* each : {&feed, &all}) each->add({kT + i * kSecond, false, seconds});
      }
      const Range range{kT, kT + 16'000 * kSecond};
      const auto from_counts = feed.evaluate(counted, range);
      episodes += from_counts.episodes.size();
      check_equal(from_counts, all.evaluate(read, range));
    }
  }
  CHECK(episodes > 8);
}

TEST_CASE("an alert tells the same whether durations below its limit and runs that are too short for it are kept or not") {
  std::mt19937 random(13);
  std::size_t episodes = 0;
  for (const auto* when :
       {"p95 > 300ms", "p90 > 700ms and failures >= 1", "p50 > 400ms and p95 > 600ms", "p95 > 300ms or failures > 3",
        "not p95 > 300ms", "p75 > 300ms and mean > 300ms", "p95 > 150% of baseline", "p95 <= 700ms", "failure_streak >= 3",
        "failure_streak > 1 and error_rate > 30%", "failure_streak >= 3 or error_rate > 40%"}) {
    for (int round = 0; round < 8; ++round) {
      Rule rule = rule_of(when);
      rule.window = static_cast<Nanos>(1 + random() % 12) * kMinute;
      rule.min_events = random() % 4;
      rule.hold = {static_cast<Nanos>(random() % 3) * kMinute, 0};
      rule.keep_firing = {static_cast<Nanos>(random() % 3) * kMinute, 0};
      rule.no_data = std::array{NoData::ok, NoData::hold, NoData::breach}[random() % 3];
      if (rule.when.uses_baseline()) rule.baseline = Baseline{.window = 10 * kMinute, .offsets = {kHour}, .min_events = 1};
      Feed needed(rule), all(rule, true);
      const auto events = random_events(random);
      for (Feed* feed : {&needed, &all}) {
        for (const auto& event : events) feed->add(event);
      }
      CAPTURE(when);
      const Range range{events.front().time, events.back().time + 1};
      const auto timeline = needed.evaluate(rule, range);
      episodes += timeline.episodes.size();
      check_equal(timeline, all.evaluate(rule, range));
    }
  }
  CHECK(episodes > 100);
}

TEST_CASE("value, peak and events of an alert are those of its windows") {
  Rule rule = rule_of("error_rate > 40%");
  rule.window = 2 * kMinute;
  Feed feed(rule);
  feed.add({kT, false, 1});
  feed.add({kT + 1 * kMinute, true, 1});   // check at +2m: 1 of 2
  feed.add({kT + 2 * kMinute, true, 1});   // at +3m: 2 of 2
  feed.add({kT + 3 * kMinute, false, 1});  // at +4m: 1 of 2
  feed.add({kT + 4 * kMinute, false, 1});  // at +5m: 0 of 2
  const auto timeline = feed.evaluate(rule, {kT, kT + 4 * kMinute + 1});
  CHECK(timeline.checks == 5);
  REQUIRE(timeline.episodes.size() == 1);
  const auto& episode = timeline.episodes[0];
  CHECK(episode.pending_since == kT + 2 * kMinute);
  CHECK(episode.starts_at == kT + 2 * kMinute);
  CHECK(episode.ends_at == kT + 5 * kMinute);
  CHECK(episode.value == 0.5);
  CHECK(episode.peak == 1.0);
  CHECK(episode.transactions == 5);
  CHECK(episode.failures == 2);
}

TEST_CASE("age is counted from the last record, and from the range's start where there was none") {
  Rule rule = rule_of("age > 3m");
  Feed feed(rule);
  feed.add({kT + 30 * kSecond, false, 1});
  const auto timeline = feed.evaluate(rule, {kT, kT + 10 * kMinute});
  REQUIRE(timeline.episodes.size() == 1);
  CHECK(timeline.episodes[0].starts_at == kT + 4 * kMinute);  // 3m 30s
  CHECK(!timeline.episodes[0].ends_at);
  CHECK(timeline.episodes[0].peak == 570.0);
  const Feed none(rule);
  const auto silent = none.evaluate(rule, {kT, kT + 10 * kMinute});
  REQUIRE(silent.episodes.size() == 1);
  CHECK(silent.episodes[0].starts_at == kT + 4 * kMinute);
}

TEST_CASE("absence fires while no record comes, and a group is not missed before its first record") {
  Rule rule = rule_of("absent");
  rule.window = 2 * kMinute;
  Feed feed(rule);
  feed.add({kT + 5 * kMinute, false, 1});
  const Range range{kT, kT + 10 * kMinute};
  const auto timeline = feed.evaluate(rule, range);
  REQUIRE(timeline.episodes.size() == 2);
  CHECK(timeline.episodes[0].starts_at == kT + 1 * kMinute);
  CHECK(timeline.episodes[0].ends_at == kT + 6 * kMinute);
  CHECK(timeline.episodes[1].starts_at == kT + 8 * kMinute);
  rule.by = {"host"};
  const auto group = feed.evaluate(rule, range);
  REQUIRE(group.episodes.size() == 1);
  CHECK(group.episodes[0].starts_at == kT + 8 * kMinute);
  CHECK(group.checks == 5);
}

TEST_CASE("a rise is measured against the same measure of an earlier window") {
  Rule rule = rule_of("p95 > 150% of baseline");
  rule.window = kMinute;
  rule.baseline = Baseline{kMinute, {kHour}, 2, 0.05};
  Feed feed(rule);
  for (int minute = 0; minute < 3; ++minute) {
    for (int i = 0; i < 2; ++i) feed.add({kT + minute * kMinute + i, false, 0.1});
  }
  feed.add({kT + 60 * kMinute, false, 0.14});  // less than half as much again
  feed.add({kT + 61 * kMinute, false, 0.16});  // more, and by more than the floor
  feed.add({kT + 62 * kMinute, false, 0.1});
  const auto timeline = feed.evaluate(rule, {kT, kT + 64 * kMinute});
  REQUIRE(timeline.episodes.size() == 1);
  CHECK(timeline.episodes[0].starts_at == kT + 62 * kMinute);
  CHECK(timeline.episodes[0].ends_at == kT + 63 * kMinute);
  rule.baseline->floor = 0.07;
  CHECK(feed.evaluate(rule, {kT, kT + 64 * kMinute}).episodes.empty());
  rule.baseline->floor = 0;
  rule.baseline->min_events = 3;
  CHECK(feed.evaluate(rule, {kT, kT + 64 * kMinute}).episodes.empty());
}

TEST_CASE("gauges are judged by their own samples, whatever the transactions") {
  Rule rule = rule_of("last(cpu) - first(cpu) > 10");
  rule.min_events = 1000;
  Feed feed(rule);
  feed.add({kT, false, 1}, 20);
  feed.add({kT + kMinute, false, 1}, 25);
  feed.add({kT + 2 * kMinute, false, 1}, 31);
  const auto timeline = feed.evaluate(rule, {kT, kT + 3 * kMinute});
  REQUIRE(timeline.episodes.size() == 1);
  CHECK(timeline.episodes[0].starts_at == kT + 3 * kMinute);
}

TEST_CASE("a long silence is passed over at once, and its checks are counted") {
  Rule rule = rule_of("error_rate > 0");
  Feed feed(rule);
  feed.add({0, true, 1});
  feed.add({100 * 365 * kDay, true, 1});
  const auto timeline = feed.evaluate(rule, {0, 100 * 365 * kDay + 1});
  CHECK(timeline.checks == 100ULL * 365 * 1440 + 1);
  CHECK(timeline.no_data_checks == timeline.checks - 6);
  CHECK(timeline.episodes.size() == 2);
}

TEST_CASE("the ends of time do no harm") {
  const Rule rule = rule_of("error_rate > 0");
  Feed feed(rule);
  constexpr Nanos kFirstRecord = std::numeric_limits<Nanos>::min();
  constexpr Nanos kLastRecord = std::numeric_limits<Nanos>::max();
  feed.add({kFirstRecord, true, 1});
  feed.add({kLastRecord, true, 1});
  CHECK(feed.evaluate(rule, {kFirstRecord, kLastRecord}).episodes.empty());
  const Rule old = rule_of("age > 100w");
  Feed ages(old);
  ages.add({kFirstRecord, true, 1});
  const auto timeline = ages.evaluate(old, {kLastRecord / 2 - kDay, kLastRecord});
  REQUIRE(timeline.episodes.size() == 1);
  CHECK(timeline.episodes[0].peak > 1.3e10);  // seconds from 1677 to 2116
}

}  // namespace
}  // namespace invmon::policy
