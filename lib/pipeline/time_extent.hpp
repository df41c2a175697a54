#pragma once

#include <optional>

#include "base/time.hpp"

namespace invmon::pipeline {

/// The earliest and the latest of some times; both absent if there are none.
struct TimeExtent {
  std::optional<Nanos> first, last;

  void include(Nanos time) {
    if (!first || time < *first) first = time;
    if (!last || time > *last) last = time;
  }

  void include(const TimeExtent& other) {
    if (other.first) include(*other.first);
    if (other.last) include(*other.last);
  }
};

}  // namespace invmon::pipeline
