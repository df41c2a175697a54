#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace invmon::stats {

/// The buckets of OpenTelemetry's base-2 exponential histogram: with base = 2^(2^-kScale), bucket i holds (base^i, base^(i+1)],
/// so that each power of two is the last value of its bucket. The middle of a bucket is within 0.271 % of all that it holds.
inline constexpr int kScale = 7;
inline constexpr int kBucketsPerOctave = 1 << kScale;

namespace detail {

inline constexpr std::uint64_t kFractionMask = (std::uint64_t{1} << 52) - 1;

/// The doubles from 1 to 2 in equal slots, so narrow that no slot holds more than one bucket boundary.
inline constexpr int kSlotBits = kScale + 1;

struct Slot {
  std::uint64_t boundary;  ///< fraction bits of the boundary inside, rounded down; all ones without one
  std::int64_t bucket;     ///< the bucket below the boundary
};

/// Fraction bits of base^i for 0 <= i < kBucketsPerOctave, rounded down; and the slots that hold them.
extern const std::array<std::uint64_t, kBucketsPerOctave> kBoundaries;
extern const std::array<Slot, std::size_t{1} << kSlotBits> kSlots;

}  // namespace detail

/// The bucket of a number. Requires 0 < x < infinity; the result is from -1074 * 128 - 1 to 1024 * 128 - 1.
inline int bucket_index(double x) {
  auto bits = std::bit_cast<std::uint64_t>(x);
  int octave = static_cast<int>(bits >> 52) - 1023;
  if (octave == -1023) [[unlikely]] {
    bits = std::bit_cast<std::uint64_t>(x * 0x1p52);
    octave = static_cast<int>(bits >> 52) - 1023 - 52;
  }
  const std::uint64_t fraction = bits & detail::kFractionMask;
  const detail::Slot& slot = detail::kSlots[fraction >> (52 - detail::kSlotBits)];
  return octave * kBucketsPerOctave + static_cast<int>(slot.bucket) + (fraction > slot.boundary);
}

/// The lower end of a bucket, 2^(index / kBucketsPerOctave), rounded down.
double bucket_low(int index);

/// The point of a bucket from which the relative distance to both of its ends is the same: 2 * lower * upper / (lower + upper).
double bucket_middle(int index);

}  // namespace invmon::stats
