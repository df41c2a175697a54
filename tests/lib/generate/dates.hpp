#pragma once

#include "base/time.hpp"

namespace invmon::generate {

inline constexpr Nanos kFebruary2025 = 1'738'368'000 * kSecond;
inline constexpr Nanos kMonday = 1'738'540'800 * kSecond;  ///< 2025-02-03

}  // namespace invmon::generate
