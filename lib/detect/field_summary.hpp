#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "detect/distinct_values.hpp"
#include "stats/exponential_histogram.hpp"

namespace invmon::detect {

enum class JsonType : std::uint8_t { null, boolean, integer, real, string, object, array };
inline constexpr std::size_t kJsonTypes = 7;
std::string_view name(JsonType type);
bool is_composite(JsonType type);

/// What stands at one path of lines.
struct FieldSummary {
  std::string path;         ///< members joined by dots; elements of an array are `[]`
  std::uint64_t lines = 0;  ///< that have it, and not as null
  std::array<std::uint64_t, kJsonTypes> types{};
  stats::ExponentialHistogram numbers;  ///< finite ones, and texts that are wholly a number
  DistinctValues values;                ///< of all but objects and arrays; strings without their quotes

  std::uint64_t count(JsonType type) const { return types[static_cast<std::size_t>(type)]; }
  std::uint64_t numeric() const { return count(JsonType::integer) + count(JsonType::real); }
};

}  // namespace invmon::detect
