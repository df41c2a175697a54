#include "pipeline/live.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <tuple>

#include "base/text.hpp"
#include "logs.hpp"
#include "pipeline/early_check.hpp"
#include "pipeline/judge.hpp"
#include "pipeline/live_reader.hpp"
#include "pipeline/recent_outcomes.hpp"
#include "scratch_folder.hpp"

namespace invmon::pipeline {
namespace {

constexpr Nanos kFarFuture = kLogStart + 1000 * kDay;

Options options_of(const std::string& profile = "inventory-bot") {
  Options options;
  auto loaded = record::load_profile(profile);
  REQUIRE(loaded);
  options.profile = *loaded;
  return options;
}

policy::Policy policy_of(const Options& options) {
  auto policy = policy::parse_policy(options.profile);
  REQUIRE_MESSAGE(policy, (policy ? "" : to_string(policy.error())));
  return *policy;
}

/// A live run of a profile with one rule for batches.
std::unique_ptr<LiveRun> live_run(const ScratchFolder& folder, const std::string& rule, std::size_t max_groups = 10'000) {
  const auto path = folder.write("p.yaml", "extends: inventory-bot\nname: p\nslos: []\nrules:\n- " + rule + "\n");
  auto options = options_of(path);
  options.max_groups = max_groups;
  auto policy = policy_of(options);
  std::erase_if(policy.rules, [](const auto& other) { return other.alert != "Test"; });
  policy.slos.clear();
  auto run = LiveRun::make(options, policy);
  REQUIRE_MESSAGE(run, (run ? "" : to_string(run.error())));
  return *std::move(run);
}

using Identity = std::tuple<std::string, policy::Labels, Nanos>;
using Ends = std::map<Identity, std::optional<Nanos>>;

void collect(const std::vector<policy::Alert>& alerts, Ends& ends) {
  for (const auto& alert : alerts) {
    if (alert.starts_at) ends[{alert.alert, alert.labels, *alert.starts_at}] = alert.ends_at;
  }
}

Ends batch_ends(const std::string& log) {
  const ScratchFolder folder;
  auto options = options_of();
  options.inputs = {folder.write("in.jsonl", log)};
  auto judged = judge(options, policy_of(options));
  REQUIRE(judged);
  Ends ends;
  collect(judged->judgement.alerts, ends);
  return ends;
}

std::vector<policy::Alert> alerts_now(LiveRun& run, LiveRun::Checks checks = LiveRun::Checks::early) {
  return run.judge(*run.now(kFarFuture), checks).judgement.alerts;
}

TEST_CASE("a log that is judged while it grows comes to the alerts of the finished log") {
  std::mt19937 random(7);
  for (const Nanos length : {6 * kHour, 5 * kDay}) {
    const auto log = generated_log(length, length < kDay ? 10 : 2);
    auto options = options_of();
    auto run = LiveRun::make(options, policy_of(options));
    REQUIRE(run);
    Ends ends;
    for (std::size_t at = 0; at < log.size();) {
      const auto bytes = std::string_view(log).substr(at, 1 + random() % (length < kDay ? 20'000 : 60'000));
      at += bytes.size();
      (*run)->records().add(0, bytes, kFarFuture);
      const auto now = (*run)->now(kFarFuture);
      if (now) collect((*run)->judge(*now, LiveRun::Checks::due).judgement.alerts, ends);
    }
    (*run)->records().close(0);
    collect(alerts_now(**run), ends);
    const auto expected = batch_ends(log);
    CHECK(expected.size() > 3);
    CHECK(ends == expected);
  }
}

/// What a live run tells of files that hold all their lines already.
Ends ends_of_catching_up(const ScratchFolder& folder) {
  auto options = options_of();
  auto run = LiveRun::make(options, policy_of(options));
  REQUIRE(run);
  LiveReader reader({{folder.path()}, {}, {}, {}}, **run);
  Ends ends;
  reader.catch_up(options, kFarFuture,
                  [&](Nanos time) { collect((*run)->judge(time, LiveRun::Checks::due).judgement.alerts, ends); });
  collect(alerts_now(**run), ends);
  return ends;
}

TEST_CASE("what files hold at the start counts in order of time, however it is spread over them") {
  const auto lines = lines_of(generated_log(8 * kHour, 4));
  const ScratchFolder folder;
  std::string files[3], all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    files[i < lines.size() / 2 ? i % 2 : 2] += lines[i] + "\n";
    all += lines[i] + "\n";
  }
  for (int i = 0; i < 3; ++i) folder.write("log." + std::to_string(i), files[i]);
  const auto ends = ends_of_catching_up(folder);
  const auto expected = batch_ends(all);
  CHECK_FALSE(expected.empty());
  CHECK(ends == expected);
}

TEST_CASE("a log that is wrapped in a container runtime's lines is followed like the one it holds") {
  const auto lines = lines_of(generated_log(8 * kHour, 4));
  std::string docker, cri, all;
  for (const auto& line : lines) {
    docker += R"({"log":)";
    append_json_string(docker, line + "\n");
    docker += R"(,"stream":"stdout","time":"2000-01-01T00:00:00Z"})"
              "\n";
    const auto half = line.size() / 2;
    cri +=
        "2000-01-01T00:00:00Z stdout P " + line.substr(0, half) + "\n2000-01-01T00:00:00Z stdout F " + line.substr(half) + "\n";
    all += line + "\n";
  }
  const auto expected = batch_ends(all);
  CHECK_FALSE(expected.empty());
  for (const auto& wrapped : {docker, cri}) {
    const ScratchFolder folder;
    folder.write("log", wrapped);
    CHECK(ends_of_catching_up(folder) == expected);
    CHECK(batch_ends(wrapped) == expected);
  }
}

TEST_CASE("lines may be cut anywhere, and one that is too long costs only itself") {
  const ScratchFolder folder;
  std::string log = "\xef\xbb\xbf";
  for (int i = 0; i < 20; ++i) log += batch_line(i * kSecond, "WH-01") + "\r\n";
  log += std::string(5000, 'x') + "\nnonsense\n\n" + batch_line(kMinute, "WH-01");
  for (const std::size_t piece : {1, 7, 100, 100'000}) {
    auto options = options_of();
    options.limits.max_line = 1000;
    auto run = LiveRun::make(options, policy_of(options));
    REQUIRE(run);
    auto& records = (*run)->records();
    for (std::size_t at = 0; at < log.size(); at += piece) records.add(0, std::string_view(log).substr(at, piece), kFarFuture);
    CHECK(records.account().records() == 20);
    records.close(0);
    CHECK(records.account().records() == 21);
    CHECK(records.account().dropped(record::DropReason::too_long) == 1);
    CHECK(records.account().dropped(record::DropReason::malformed) == 1);
    CHECK(records.account().dropped(record::DropReason::blank) == 1);
  }
}

TEST_CASE("an alert is there with the line that causes it, before its check is due") {
  const ScratchFolder folder;
  auto run = live_run(folder, "{alert: Test, when: failure_streak >= 3, window: 5m}");
  auto& records = run->records();
  records.add(0, batch_line(0, "WH-01") + "\n", kFarFuture);
  for (int i = 1; i <= 2; ++i) records.add(0, batch_line(i * kSecond, "WH-01", true) + "\n", kFarFuture);
  CHECK(alerts_now(*run).empty());
  records.add(0, batch_line(3 * kSecond, "WH-01", true) + "\n", kFarFuture);
  CHECK(alerts_now(*run, LiveRun::Checks::due).empty());
  const auto alerts = alerts_now(*run);
  REQUIRE(alerts.size() == 1);
  CHECK(alerts[0].starts_at == kLogStart + kMinute);
  CHECK(alerts[0].value == 3);
  SUBCASE("a success that comes a little late ends the streak after all") {
    records.add(0, batch_line(2 * kSecond + kMillisecond, "WH-01") + "\n", kFarFuture);
    CHECK(alerts_now(*run).empty());
  }
}

TEST_CASE("a rule that holds for want of records is checked when its time has come") {
  const ScratchFolder folder;
  auto run = live_run(folder, "{alert: Test, when: transactions < 2, window: 1m}");
  run->records().add(0, batch_line(kSecond, "WH-01") + "\n" + batch_line(59 * kSecond, "WH-01") + "\n", kFarFuture);
  CHECK(alerts_now(*run).empty());
  run->records().add(0, batch_line(70 * kSecond, "WH-01") + "\n", kFarFuture);
  CHECK(alerts_now(*run).empty());
  run->records().add(0, batch_line(121 * kSecond, "WH-01") + "\n", kFarFuture);
  const auto alerts = alerts_now(*run);
  REQUIRE(alerts.size() == 1);
  CHECK(alerts[0].starts_at == kLogStart + 2 * kMinute);
}

TEST_CASE("an alert that is open for days keeps its start for a day, and is said to be cut from then on") {
  const ScratchFolder folder;
  auto run = live_run(folder, "{alert: Test, when: failures >= 1, window: 5m}");
  for (Nanos at = -10 * kMinute; at < 3 * kDay; at += kMinute) {
    run->records().add(0, batch_line(at + kHour, "WH-01", at >= 0) + "\n", kFarFuture);
    const auto judged = run->judge(*run->now(kFarFuture), LiveRun::Checks::due);
    if (at < 2 * kMinute || at % kHour != 0) continue;
    REQUIRE(judged.judgement.alerts.size() == 1);
    const bool known = judged.judgement.alerts[0].starts_at == kLogStart + kHour + kMinute;
    CHECK(known == !judged.cut[0]);
    CHECK((known || at > kDay - kHour));
    CHECK((!known || at < kDay + 2 * kHour));
  }
}

TEST_CASE("the moment of judgement goes on with the clock once the log is live") {
  const ScratchFolder folder;
  auto run = live_run(folder, "{alert: Test, when: age > 10m, window: 5m}");
  CHECK_FALSE(run->now(kLogStart));
  run->records().add(0, batch_line(0, "WH-01") + "\n", kFarFuture);
  const Nanos end = kLogStart + kMillisecond;
  CHECK(run->now(kLogStart + 6 * kMinute) == end);
  CHECK(run->now(kLogStart - 6 * kMinute) == end);
  CHECK_FALSE(run->is_live());
  CHECK(run->now(kLogStart + 4 * kMinute) == kLogStart + 4 * kMinute);
  CHECK(run->is_live());
  CHECK(run->now(kLogStart + kHour) == kLogStart + kHour);
  CHECK(run->now(kLogStart - kMinute) == end);
  const auto judged = run->judge(kLogStart + kHour, LiveRun::Checks::early);
  REQUIRE(judged.judgement.alerts.size() == 1);
  CHECK(judged.judgement.alerts[0].starts_at == kLogStart + 11 * kMinute);
}

TEST_CASE("a group that is pushed out by another one goes on counting among the others") {
  const ScratchFolder folder;
  auto run = live_run(folder, "{alert: Test, when: failures >= 3, window: 5m, by: [warehouse]}", 1);
  for (const char* warehouse : {"WH-02", "WH-01", "WH-02", "WH-03"}) {
    run->records().add(0, batch_line(kMinute, warehouse, true) + "\n", kFarFuture);
  }
  const auto alerts = alerts_now(*run);
  REQUIRE(alerts.size() == 1);
  CHECK(alerts[0].labels.at("warehouse") == "(other)");
  CHECK(alerts[0].failures == 3);
}

TEST_CASE("a record from the future is dropped") {
  const ScratchFolder folder;
  auto run = live_run(folder, "{alert: Test, when: failures >= 1, window: 5m}");
  run->records().add(0, batch_line(kDay, "WH-01") + "\n" + batch_line(0, "WH-01") + "\n", kLogStart + kHour);
  CHECK(run->records().account().dropped(record::DropReason::out_of_range) == 1);
  CHECK(run->records().extent().last == kLogStart);
}

TEST_CASE("numbers of the last minutes and the last hour") {
  const ScratchFolder folder;
  auto run = live_run(folder, "{alert: Test, when: failures >= 1, window: 5m}");
  std::string log;
  for (int minute = 0; minute < 120; ++minute) {
    for (int i = 0; i < 3; ++i) log += batch_line(minute * kMinute + i * kSecond, "WH-01", minute >= 117 && i == 0) + "\n";
  }
  run->records().add(0, log, kFarFuture);
  const auto kpis = run->kpis(kLogStart + 120 * kMinute - 1);
  CHECK(kpis.last_hour.transactions == 180);
  CHECK(kpis.last_minutes.transactions == 15);
  CHECK(kpis.last_minutes.failures == 3);
  REQUIRE(kpis.error_rate.size() == 60);
  CHECK(kpis.error_rate[56] == 0.0);
  CHECK(*kpis.error_rate[57] == doctest::Approx(1.0 / 3));
  const auto later = run->kpis(kLogStart + 122 * kMinute);
  CHECK(later.last_minutes.transactions == 6);
  CHECK_FALSE(later.error_rate[59].has_value());
}

TEST_CASE("conditions that may be checked before all records are there") {
  const auto early = [](const std::string& when) {
    auto condition = policy::Condition::parse(when, std::vector<std::string>{"cpu_percent"});
    REQUIRE_MESSAGE(condition, when);
    return can_be_checked_early(*condition);
  };
  for (const char* when : {"error_rate > 2%", "failures >= 3", "failure_streak >= 5 and error_rate > 50%", "p95 > 300ms",
                           "success_ratio < 99%", "share(within 800ms) < 95%", "max(cpu_percent) > 85%", "p95 > 150% of baseline",
                           "transactions > 150% of baseline", "error_rate[1h] > 14.4 * 0.5%"}) {
    CHECK_MESSAGE(early(when), when);
  }
  for (const char* when :
       {"absent", "age > 15m", "transactions < 5", "transactions_per_minute <= 1", "not failures >= 3", "transactions == 0",
        "error_rate > 2% or transactions < 5", "items_per_minute < 50% of baseline", "3 > failures"}) {
    CHECK_MESSAGE(!early(when), when);
  }
}

TEST_CASE("recent outcomes come in order of time, and settle once the lateness has passed") {
  RecentOutcomes recent(10);
  for (const Nanos time : {100, 105, 103, 103, 96}) recent.add({time, time == 103, {}});
  CHECK(recent.late() == 0);
  CHECK(recent.settle().empty());
  CHECK(recent.waiting().size() == 5);
  recent.add({115, false, {}});
  recent.add({104, false, {}});
  CHECK(recent.late() == 1);
  const auto settled = recent.settle();
  REQUIRE(settled.size() == 4);
  CHECK(settled[0].time == 96);
  CHECK(settled[1].time == 100);
  CHECK(settled[3].time == 103);
  CHECK(recent.waiting().front().time == 105);
}

}  // namespace
}  // namespace invmon::pipeline
