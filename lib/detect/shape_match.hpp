#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace invmon::detect {

/// How well a built-in profile fits lines.
struct Candidate {
  std::string profile;
  std::uint64_t lines = 0;            ///< for which all needs hold
  std::uint64_t claimed = 0;          ///< that no other profile fits better
  std::uint64_t points = 0;           ///< needs and hints that hold, over those lines
  double score = 0;                   ///< 0..1: points as a share of all that could hold for all objects
  std::vector<std::string> evidence;  ///< needs, and the hints that hold for at least half of those lines
};

/// What a sample of lines looks like.
struct ShapeMatch {
  std::uint64_t lines = 0;
  std::uint64_t objects = 0;          ///< lines that are one JSON object
  std::vector<Candidate> candidates;  ///< that fit at least one line; the one with the most points first, then by name
};

/// Compares lines with all built-in profiles. `text` is whole lines, with input::kPadding readable bytes behind them.
ShapeMatch match_shapes(std::string_view text);

}  // namespace invmon::detect
