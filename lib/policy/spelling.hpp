#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.hpp"

namespace invmon::policy {

/// A hint that names the near spelling, or `otherwise` if no candidate is near.
inline std::string did_you_mean(std::string_view word, std::span<const std::string> candidates, std::string otherwise = {}) {
  const auto near = nearest_spelling(word, candidates);
  return near ? fmt::format("did you mean '{}'?", *near) : std::move(otherwise);
}

}  // namespace invmon::policy
