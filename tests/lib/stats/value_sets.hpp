#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace invmon::tests {

using Random = std::mt19937_64;

struct ValueSet {
  std::string name;
  std::vector<double> values;
};

inline double any_finite_double(Random& random) {
  const double x = std::bit_cast<double>(random());
  return std::isfinite(x) ? x : any_finite_double(random);
}

/// Sets of `size` values that break sums, variances and histograms which are not careful.
inline std::vector<ValueSet> nasty_value_sets(std::size_t size, Random& random) {
  const auto make = [&](std::string name, auto&& next) {
    ValueSet set{std::move(name), {}};
    for (std::size_t i = 0; i < size; ++i) set.values.push_back(next(i));
    return set;
  };
  std::lognormal_distribution<double> duration(-2, 1);
  std::uniform_real_distribution<double> exponent(-300, 300);
  constexpr double kCancelling[] = {1e16, 1, -1e16, -0.0, 1e-16};
  constexpr double kExtremes[] = {
      1.7976931348623157e308, -1.7976931348623157e308, 5e-324, -5e-324, 2.2250738585072014e-308, 0, -0.0};
  return {
      make("durations", [&](std::size_t) { return duration(random); }),
      make("1e-300 to 1e300", [&](std::size_t) { return std::pow(10, exponent(random)); }),
      make("both signs", [&](std::size_t i) { return (i % 2 == 0 ? -1 : 1) * duration(random); }),
      make("any finite double", [&](std::size_t) { return any_finite_double(random); }),
      make("subnormal", [&](std::size_t) { return std::bit_cast<double>(random() >> 12 >> random() % 52); }),
      make("repeated", [&](std::size_t) { return 0.1; }),
      make("few different", [&](std::size_t) { return static_cast<double>(random() % 5) - 2; }),
      make("powers of two", [&](std::size_t) { return std::ldexp(1.0, static_cast<int>(random() % 40) - 20); }),
      make("far from zero, close together", [&](std::size_t) { return 1e9 + static_cast<double>(random() % 16); }),
      make("about 2^24", [&](std::size_t) { return 0x1p24 + (static_cast<double>(random() % 9) - 6) * 0x1p-28; }),
      make("about -2^24 and 2^-15",
           [&](std::size_t i) {
             return i % 3 == 0 ? 0x1p-15 * (1 + duration(random)) : -0x1p24 + 0x1p-28 * static_cast<double>(i);
           }),
      make("about 2^-16", [&](std::size_t i) { return std::ldexp(1 + duration(random), i % 50 == 0 ? -16 : -14); }),
      make("cancelling", [&](std::size_t) { return kCancelling[random() % std::size(kCancelling)]; }),
      make("extremes", [&](std::size_t) { return kExtremes[random() % std::size(kExtremes)]; }),
      make("zeros", [&](std::size_t i) { return i % 2 == 0 ? 0.0 : -0.0; }),
  };
}

/// Adds values one by one and many at once by turns.
template <class State>
void add_in_runs(State& state, std::span<const double> values, Random& random) {
  while (!values.empty()) {
    const auto run = values.first(std::min<std::size_t>(values.size(), random() % 300));
    if (random() % 2 == 0) {
      state.add(run);
    } else {
      for (const double x : run) state.add(x);
    }
    values = values.subspan(run.size());
  }
}

/// The values shuffled, dealt out to some states of their own (a few may stay empty) and merged in random pairs.
template <class State>
State add_in_pieces(std::vector<double> values, Random& random) {
  std::ranges::shuffle(values, random);
  std::vector<State> states(1 + random() % 9);
  std::vector<std::vector<double>> hands(states.size());
  for (const double x : values) hands[random() % hands.size()].push_back(x);
  for (std::size_t i = 0; i < states.size(); ++i) add_in_runs(states[i], hands[i], random);
  while (states.size() > 1) {
    std::ranges::shuffle(states, random);
    const State last = states.back();
    states.pop_back();
    states.back().merge(last);
  }
  return states.front();
}

template <class State>
State add_all(const std::vector<double>& values) {
  State state;
  for (const double x : values) state.add(x);
  return state;
}

/// Tells 0 from -0.
inline std::uint64_t bits_of(double x) { return std::bit_cast<std::uint64_t>(x); }

}  // namespace invmon::tests
