#include "stats/bucket_index.hpp"

#include <cmath>

namespace invmon::stats::detail {
namespace {

__extension__ typedef unsigned __int128 Uint128;

/// Numbers from 1 to 2 with 63 bits after the point. The operations below round down by a few of these units; that the 52 bits
/// kept of a boundary are right in spite of it is shown by the tests, which compare each with an exact computation.
using Fixed = std::uint64_t;
constexpr Fixed kOne = Fixed{1} << 63;

constexpr Fixed multiply(Fixed a, Fixed b) { return static_cast<Fixed>(Uint128{a} * b >> 63); }

/// Of a number with 126 bits after the point.
constexpr Fixed square_root(Uint128 square) {
  Fixed root = 0;
  for (Fixed bit = kOne; bit != 0; bit >>= 1) {
    if (Uint128{root | bit} * (root | bit) <= square) root |= bit;
  }
  return root;
}

constexpr auto make_boundaries() {
  std::array<Fixed, kBucketsPerOctave> powers{};
  powers[0] = kOne;
  Uint128 square = Uint128{1} << 127;  // 2
  for (std::size_t step = kBucketsPerOctave / 2; step > 0; step /= 2) {
    const Fixed root = square_root(square);
    for (std::size_t i = 0; i < kBucketsPerOctave; i += 2 * step) powers[i + step] = multiply(powers[i], root);
    square = Uint128{root} << 63;
  }
  for (Fixed& power : powers) power = power >> 11 & kFractionMask;
  return powers;
}

constexpr auto make_slots(const std::array<std::uint64_t, kBucketsPerOctave>& boundaries) {
  std::array<Slot, std::size_t{1} << kSlotBits> slots{};
  std::size_t next = 0;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    slots[i] = {~std::uint64_t{0}, static_cast<std::int64_t>(next) - 1};
    if (next < boundaries.size() && boundaries[next] >> (52 - kSlotBits) == i) slots[i].boundary = boundaries[next++];
  }
  return slots;
}

}  // namespace

constexpr std::array<std::uint64_t, kBucketsPerOctave> kBoundaries = make_boundaries();
constexpr std::array<Slot, std::size_t{1} << kSlotBits> kSlots = make_slots(kBoundaries);

}  // namespace invmon::stats::detail

namespace invmon::stats {

namespace {

/// base^i for 0 <= i < kBucketsPerOctave, rounded down.
double power(unsigned i) { return std::bit_cast<double>(std::uint64_t{1023} << 52 | detail::kBoundaries[i]); }

double in_octave(int index, double factor) {
  return std::ldexp(power(static_cast<unsigned>(index) % kBucketsPerOctave) * factor, index >> kScale);
}

}  // namespace

double bucket_low(int index) { return in_octave(index, 1); }

double bucket_middle(int index) { return in_octave(index, 2 * power(1) / (1 + power(1))); }

}  // namespace invmon::stats
