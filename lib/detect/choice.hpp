#pragma once

#include <string>
#include <vector>

#include "detect/shape_match.hpp"

namespace invmon::detect {

/// The built-in profile that lines are of, as far as that can be told.
struct Choice {
  std::string profile;             ///< empty: none fits
  std::vector<std::string> notes;  ///< what is not certain about it; sentences without an end
};

/// Of the candidates that have all that they need in at least half of the objects the one with the most points. Another one with
/// as many points, objects of other profiles, and a score below 0.5 are noted.
Choice choose(const ShapeMatch& match);

}  // namespace invmon::detect
