#include "policy/wilson.hpp"

#include <algorithm>
#include <cmath>

namespace invmon::policy {

SloResult::Interval wilson_interval(std::uint64_t good, std::uint64_t total) {
  constexpr double kZ = 1.959963984540054;  // the normal distribution's 97.5 % quantile
  const double n = static_cast<double>(total);
  const double share = static_cast<double>(good) / n;
  const double scale = 1 + kZ * kZ / n;
  const double center = (share + kZ * kZ / (2 * n)) / scale;
  const double half = kZ / scale * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  // Rounding must not move an end that is exactly 0 or 1.
  return {good == 0 ? 0 : std::max(0.0, center - half), good == total ? 1 : std::min(1.0, center + half)};
}

}  // namespace invmon::policy
