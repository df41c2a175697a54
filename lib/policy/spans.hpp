#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"

namespace invmon::policy {

/// A range of event time, half-open.
struct Range {
  Nanos from = 0;
  Nanos to = 0;
};

/// Ranges in order of time that neither overlap nor touch, none of them empty.
using Spans = std::vector<Range>;

/// Any ranges as spans; those without a moment are left out.
Spans merged(std::vector<Range> ranges);

/// The span that holds a moment, or nullptr.
const Range* span_at(const Spans& spans, Nanos time);

/// When, after `time`, the next span begins or ends.
std::optional<Nanos> next_change(const Spans& spans, Nanos time);

}  // namespace invmon::policy
