#pragma once

#include <bit>
#include <cstdint>

namespace invmon::generate {

/// SplitMix64 (Steele, Lea and Flood 2014): 64 bits of state, the same numbers on every machine. The distributions of <random>
/// are left to each library, and libm's last bit differs, so those used here are made of integer steps and plain arithmetic.
/// A compiler that fuses multiply and add would change that; build with -ffp-contract=off where the target has such instructions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  /// In [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

  /// True with that probability; never for 0 or less, always for 1 or more.
  bool chance(double probability) { return uniform() < probability; }

  /// In [0, bound); 0 for a bound of 0.
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }

  /// Nearly standard normal (excess kurtosis -0.03, at most 8.2 in size): 64 tosses of a coin (mean 32, variance 16), with a
  /// triangle (mean 1, variance 1/6) to fill the gaps between the whole numbers.
  double normal() {
    const std::uint64_t coins = next();
    const std::uint64_t smooth = next();
    const double triangle = static_cast<double>((smooth >> 32) + (smooth & 0xffffffff)) * 0x1p-32;
    return (static_cast<double>(std::popcount(coins)) + triangle - 33.0) * 0.24870917;
  }

  /// exp(sigma * normal()): a lognormal of median 1. Requires 0 <= sigma < 1.
  double lognormal(double sigma) { return exponential(sigma * normal()); }

  /// e^x as (1 + x/1024)^1024: within 1 % for |x| <= 4, and 0 for x <= -1024.
  static double exponential(double x) {
    double power = x > -1024 ? 1.0 + x * 0x1p-10 : 0.0;
    for (int squaring = 0; squaring < 10; ++squaring) power *= power;
    return power;
  }

 private:
  std::uint64_t state_;
};

/// A number that depends on both arguments alone: what belongs to one slice, one minute or one incident is drawn without what
/// came before it.
inline std::uint64_t mix(std::uint64_t seed, std::uint64_t key) { return Random(Random(seed).next() ^ key).next(); }

}  // namespace invmon::generate
