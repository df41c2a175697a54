#include <algorithm>
#include <random>

#include "lib/policy/slo_log.hpp"

namespace invmon::policy {
namespace {

using doctest::Approx;

struct CountedEvent {
  Nanos time;
  bool failure;
  double duration;
};

std::vector<CountedEvent> random_events(std::mt19937& random, Nanos length) {
  std::vector<CountedEvent> events(random() % 300);
  for (auto& event : events) {
    event.time = kMonday + static_cast<Nanos>(random() % static_cast<std::uint64_t>(length / kSecond)) * kSecond;
    event.failure = random() % 8 == 0;
    event.duration = static_cast<double>(random() % 10) / 10;
  }
  std::ranges::sort(events, {}, &CountedEvent::time);
  return events;
}

Nanos rounded_up(Nanos time, Nanos grain) { return (time + grain - 1) / grain * grain; }

/// The verdicts that count, 1 good and 0 bad, of events or of slices, with their times.
struct Unit {
  Nanos from, to;
  bool good;
};

bool is_good(const CountedEvent& event, const Sli& sli) {
  return sli.kind == Sli::Kind::success ? !event.failure : event.duration <= sli.within;
}

std::vector<Unit> units_of(const Slo& slo, const std::vector<CountedEvent>& events, Range range) {
  std::vector<Unit> units;
  if (!slo.slice) {
    for (const auto& event : events) {
      units.push_back({event.time / kMinute * kMinute, event.time / kMinute * kMinute + kMinute, is_good(event, slo.sli)});
    }
    return units;
  }
  for (Nanos from = range.from / *slo.slice * *slo.slice; from < range.to; from += *slo.slice) {
    std::vector<double> durations;
    std::size_t good = 0;
    for (const auto& event : events) {
      if (event.time < from || event.time >= from + *slo.slice) continue;
      durations.push_back(event.duration);
      good += is_good(event, slo.sli);
    }
    std::ranges::sort(durations);
    if (durations.empty()) continue;
    const std::size_t n = durations.size();
    const bool fine =
        slo.sli.kind == Sli::Kind::quantile ? durations[(n * 9 + 9) / 10 - 1] <= slo.sli.within : good * 10 >= n * 9;
    units.push_back({from, from + *slo.slice, fine});
  }
  // Runs of bad ones that are too short are forgiven.
  for (std::size_t i = 0; i < units.size();) {
    std::size_t end = i;
    while (end < units.size() && !units[end].good) ++end;
    if (end - i < slo.sustained)
      std::for_each(units.begin() + static_cast<long>(i), units.begin() + static_cast<long>(end),
                    [](Unit& unit) { unit.good = true; });
    i = end + 1;
  }
  return units;
}

void check_recount(const Slo& slo, const std::vector<CountedEvent>& events, Range range) {
  SloLog log(slo);
  for (const auto& event : events) log.add(event.time, event.failure, event.duration);
  const auto result = log.evaluate_groups(range).front();
  const Nanos grain = slo.slice.value_or(kMinute);
  const auto units = units_of(slo, events, range);
  const Nanos begin = rounded_up(range.to - slo.period, grain);
  std::uint64_t good = 0, bad = 0;
  for (const auto& unit : units) (unit.good ? good : bad) += unit.from >= begin;
  const double share = (1 - slo.objective);
  CHECK(result.actual.has_value() == (good + bad > 0));
  if (good + bad == 0) return;
  const double total = static_cast<double>(good + bad);
  CHECK(*result.actual == Approx(static_cast<double>(good) / total));
  // The objectives used here are hundredths.
  const auto hundredths = static_cast<std::uint64_t>(std::lround(share * 100));
  CHECK(result.met == (bad * 100 <= hundredths * (good + bad)));
  CHECK(result.budget.allowed == Approx(share * total));
  CHECK(*result.budget.consumed_ratio == Approx(static_cast<double>(bad) / (share * total)));
  std::optional<Nanos> exhausted;
  std::uint64_t running = 0;
  for (const auto& unit : units) {
    if (unit.from < begin) continue;
    running += !unit.good;
    if (!exhausted && running * 100 > hundredths * (good + bad)) exhausted = std::min(unit.to, range.to);
  }
  CHECK(result.budget.exhausted_at == exhausted);
  for (const auto& burn : result.burn_rate) {
    std::uint64_t all = 0, wrong = 0;
    for (const auto& unit : units) {
      if (unit.from < rounded_up(range.to, grain) - burn.window) continue;
      ++all;
      wrong += !unit.good;
    }
    CHECK(burn.value.has_value() == (all > 0));
    if (all > 0) CHECK(*burn.value == Approx(static_cast<double>(wrong) / static_cast<double>(all) / share));
  }
}

}  // namespace

TEST_CASE("the account is what a recount of all events gives") {
  const std::vector<std::string> entries = {
      "{name: a, objective: 90%, sli: {good: success}, period: 6h}",
      "{name: a, objective: 70%, sli: {share_within: 600ms}, period: 1d}",
      "{name: a, objective: 75%, sli: {good: success, at_least: 90%}, per: 10m, period: 1d}",
      "{name: a, objective: 75%, sli: {good: success, at_least: 90%}, per: 7m, sustained: 2, period: 5h}",
      "{name: a, objective: 60%, sli: {share_within: 700ms, at_least: 90%}, per: 30m}",
      "{name: a, objective: 60%, sli: {p90: 700ms}, per: 15m, sustained: 3, period: 12h}",
  };
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    const std::string& entry = entries[random() % entries.size()];
    const Nanos length = static_cast<Nanos>(1 + random() % 30) * kHour;
    const auto events = random_events(random, length);
    INFO(round, " ", entry);
    check_recount(slo_of(entry), events, {kMonday, kMonday + length});
    if (!events.empty()) check_recount(slo_of(entry), events, {events.front().time, events.back().time + kMillisecond});
  }
}

}  // namespace invmon::policy
