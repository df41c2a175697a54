#pragma once

#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace invmon {

/// The times that are near a moment, or near a time of day on every day.
class TimeAround {
 public:
  /// Reads `2025-02-08T14:05:00Z±30s` (RFC 3339, or a date for its first moment in `zone`) or `14:05±30s`, `14:05:30.5±1m`: a
  /// time on the clocks of `zone`, every day. `+-` may stand for `±`; without it the span is one minute. Errors have no place.
  static Result<TimeAround> parse(std::string_view text, const TimeZone& zone);

  /// Whether a time is no further from the moment, before or after it, than the span.
  bool contains(Nanos time) const;

 private:
  bool daily_ = false;
  Nanos center_ = 0;  ///< daily: since midnight
  Nanos span_ = kMinute;
  TimeZone zone_;
};

}  // namespace invmon
