#include "input/outcome_order.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace invmon::input {
namespace {

constexpr Nanos kUnknown = std::numeric_limits<Nanos>::min();
constexpr Nanos kLateness = 10;

using Sources = std::vector<std::vector<Outcome>>;

/// What an order handed on: time and the number that `numbered` gave it.
struct Released {
  std::vector<std::pair<Nanos, std::uint32_t>> outcomes;
  std::uint64_t late = 0;

  bool operator==(const Released&) const = default;
};

Outcome at(Nanos time, std::uint32_t number = 0) {
  Outcome outcome;
  outcome.time = time;
  outcome.keys[0] = number;
  return outcome;
}

/// Numbers the outcomes by source and line.
Sources numbered(Sources sources) {
  std::uint32_t number = 0;
  for (auto& source : sources) {
    for (auto& outcome : source) outcome.keys[0] = number++;
  }
  return sources;
}

/// The definition: leaves out what is late in its source, sorts the rest by time, source and line.
Released naive_order(const Sources& sources, const std::vector<Nanos>& first_times) {
  Released result;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Nanos latest = first_times[i];
    for (const auto& outcome : sources[i]) {
      const bool late = latest >= kUnknown + kLateness && outcome.time < latest - kLateness;
      if (late) {
        ++result.late;
      } else {
        result.outcomes.emplace_back(outcome.time, outcome.keys[0]);
      }
      latest = std::max(latest, outcome.time);
    }
  }
  std::ranges::sort(result.outcomes);
  return result;
}

/// Feeds an order in pieces of at most `piece`, from the source that it waits for, or from any.
Released run_order(const Sources& sources, const std::vector<Nanos>& first_times, std::size_t piece,
                   std::mt19937* random = nullptr) {
  Released result;
  OutcomeOrder order(first_times, kLateness, [&](std::span<const Outcome> outcomes) {
    for (const auto& outcome : outcomes) result.outcomes.emplace_back(outcome.time, outcome.keys[0]);
  });
  std::vector<std::size_t> used(sources.size());
  while (order.waits_for() < sources.size()) {
    auto source = order.waits_for();
    if (random != nullptr) source = (*random)() % sources.size();
    const std::span rest = std::span(sources[source]).subspan(used[source]);
    const auto count = std::min(rest.size(), random == nullptr ? piece : (*random)() % piece + 1);
    order.add(source, rest.first(count));
    used[source] += count;
    if (used[source] == sources[source].size()) order.close(source);
  }
  result.late = order.late();
  return result;
}

Sources random_sources(std::mt19937& random) {
  Sources sources(1 + random() % 4);
  for (auto& source : sources) {
    Nanos now = random() % 100;
    for (auto count = random() % 200; count-- > 0;) {
      now += random() % 4;
      source.push_back(at(now - static_cast<Nanos>(random() % (random() % 10 == 0 ? 30 : 8))));
    }
  }
  return numbered(std::move(sources));
}

TEST_CASE("outcomes come out as the definition says, however they are added") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    const auto sources = random_sources(random);
    std::vector<Nanos> first_times;
    for (const auto& source : sources) first_times.push_back(round % 3 == 0 || source.empty() ? kUnknown : source.front().time);
    const auto expected = naive_order(sources, first_times);
    for (const std::size_t piece : {1U, 3U, 50U, 1'000U}) {
      CHECK(run_order(sources, first_times, piece) == expected);
      CHECK(run_order(sources, first_times, piece, &random) == expected);
    }
  }
}

TEST_CASE("an outcome as far behind as the lateness is in time, one further behind is late") {
  const auto sources = numbered({{at(100), at(90), at(89), at(100)}});
  const auto result = run_order(sources, {kUnknown}, 1);
  CHECK(result.late == 1);
  CHECK(result.outcomes == decltype(result.outcomes){{90, 1}, {100, 0}, {100, 3}});
}

TEST_CASE("a late outcome does not move the lateness of others") {
  const auto result = run_order(numbered({{at(100), at(0), at(95)}}), {kUnknown}, 1);
  CHECK(result.late == 1);
  CHECK(result.outcomes.size() == 2);
}

TEST_CASE("nothing is handed on that an open source may still precede") {
  std::vector<Nanos> seen;
  OutcomeOrder order({0, 50}, kLateness, [&](std::span<const Outcome> outcomes) {
    for (const auto& outcome : outcomes) seen.push_back(outcome.time);
  });
  CHECK(order.waits_for() == 0);
  order.add(0, std::vector{at(0), at(30), at(60)});
  CHECK(seen == std::vector<Nanos>{0, 30});  // the second source may hold outcomes from 40 on
  CHECK(order.waits_for() == 1);
  CHECK(order.held(0) == 1);
  order.close(1);
  CHECK(seen.size() == 2);
  order.close(0);
  CHECK(seen == std::vector<Nanos>{0, 30, 60});
  CHECK(order.waits_for() == 2);
}

TEST_CASE("no source, empty sources and extreme times are fine") {
  CHECK(run_order({}, {}, 1).outcomes.empty());
  CHECK(run_order({{}, {}}, {kUnknown, 0}, 1).outcomes.empty());
  constexpr Nanos kLast = std::numeric_limits<Nanos>::max();
  const auto sources = numbered({{at(kUnknown), at(kLast - 1), at(kUnknown)}});
  const auto result = run_order(sources, {kUnknown}, 1);
  CHECK(result.outcomes.size() == 2);
  CHECK(result.late == 1);
}

TEST_CASE("what is held of a source is bounded, and what that makes late does not depend on how it is added") {
  // All at one time: none can be handed on for the sake of the lateness alone.
  const std::size_t count = OutcomeOrder::kMaxHeld + 50'000;
  Sources sources(1);
  for (std::size_t i = 0; i < count; ++i) sources[0].push_back(at(100));
  for (std::size_t i = 0; i < 3; ++i) sources[0].push_back(at(95));
  sources = numbered(std::move(sources));
  std::size_t most_held = 0;
  std::size_t released = 0;
  OutcomeOrder order({kUnknown}, kLateness, [&](std::span<const Outcome> outcomes) { released += outcomes.size(); });
  for (std::size_t i = 0; i < sources[0].size(); i += 1'000) {
    order.add(0, std::span(sources[0]).subspan(i, std::min<std::size_t>(1'000, sources[0].size() - i)));
    most_held = std::max(most_held, order.held(0));
  }
  order.close(0);
  CHECK(released + order.late() == sources[0].size());
  CHECK(order.late() == 3);
  CHECK(most_held <= OutcomeOrder::kMaxHeld + 50'000);
  for (const std::size_t piece : {777U, 100'000U}) CHECK(run_order(sources, {kUnknown}, piece).late == 3);
}

}  // namespace
}  // namespace invmon::input
