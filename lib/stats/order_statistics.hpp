#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace invmon::stats {

/// The value of a rank, the smallest value's being 1, is wanted in a place of the caller's.
struct WantedRank {
  std::uint64_t rank;
  std::size_t place;
};

/// As many values as order_statistics takes.
inline constexpr std::size_t kMostOrdered = 1'024;

/// Sets out[place] to the value of each wanted rank, of which some may be the same. Requires finite values, at most kMostOrdered,
/// and ranks from 1 to their count in ascending order. Takes time in proportion to the values' count on average.
void order_statistics(std::span<const double> values, std::span<const WantedRank> ascending,
                      std::span<std::optional<double>> out);

}  // namespace invmon::stats
