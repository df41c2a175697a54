#pragma once

#include <array>

#include "base/time.hpp"

namespace invmon::generate {

/// The week of a shop (UTC): quiet nights, a peak before and one after noon, weekends at less than half. Load is relative, 1 on
/// average over a week, and runs in straight lines between the full hours, so that its integral has a closed inverse.
class Rhythm {
 public:
  Rhythm();

  struct Moment {
    Nanos time;
    double load;
  };

  /// The integral of the load since Monday 1970-01-05, in hours (of load 1); negative before.
  double work_until(Nanos time) const;

  /// The inverse: when that much work is done, to the microsecond, and the load then.
  Moment moment(double work) const;

 private:
  static constexpr int kHours = 7 * 24;

  std::array<double, kHours + 1> load_{};  ///< at each full hour since Monday
  std::array<double, kHours + 1> work_{};  ///< done by then
};

}  // namespace invmon::generate
