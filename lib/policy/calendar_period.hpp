#pragma once

#include "base/time.hpp"
#include "policy/slo.hpp"
#include "policy/spans.hpp"

namespace invmon::policy {

/// The day, week (from Monday), month, quarter or year of a zone that holds a moment. Requires a calendar other than none.
Range calendar_period(Slo::Calendar calendar, const TimeZone& zone, Nanos time);

/// The length that a calendar's periods are taken to have where only one can be meant: 1, 7, 30, 90 and 365 days.
Nanos nominal_length(Slo::Calendar calendar);

}  // namespace invmon::policy
