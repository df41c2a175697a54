#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"

namespace invmon {

inline constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// The weekday of a day since 1970-01-01, which was a Thursday; 0 = Sunday ... 6.
constexpr unsigned weekday_of(std::int64_t day) { return static_cast<unsigned>(day + 4 - floor_div(day + 4, 7) * 7); }

}  // namespace invmon
