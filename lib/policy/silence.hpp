#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "policy/matcher.hpp"
#include "policy/spans.hpp"

namespace invmon::policy {

/// When a silence holds: one span, or every week at some days between two times of day in a zone. With both, the weekly windows
/// inside the span.
struct Silence {
  Matchers matchers;              ///< of full labels; none: all alerts
  std::optional<Nanos> from, to;  ///< half-open; an absent bound is open
  struct Weekly {
    std::vector<unsigned> days;  ///< 0 = Sunday ... 6
    Nanos begin = 0, end = 0;    ///< 0..24 h of local time; an end at or before the begin lies on the next day
    TimeZone zone;
  };
  std::optional<Weekly> weekly;
  std::string comment;
  bool exclude_from_slos = false;
};

/// The spans inside `range` in which a silence holds. A local time that a day has twice is taken the first time, one that it
/// lacks is the moment at which the clock is put forward.
Spans spans_of(const Silence& silence, Range range);

}  // namespace invmon::policy
