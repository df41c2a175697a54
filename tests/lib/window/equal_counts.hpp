#pragma once

#include <doctest/doctest.h>

#include <initializer_list>

#include "window/pane_counts.hpp"

namespace invmon::window {

/// All but the latest record's time; transactions within those of the counts' thresholds.
inline void require_equal_counts(const PaneCounts& a, const PaneCounts& b, std::initializer_list<double> thresholds) {
  REQUIRE(a.records() == b.records());
  REQUIRE(a.transactions() == b.transactions());
  REQUIRE(a.failures() == b.failures());
  REQUIRE(a.retries() == b.retries());
  REQUIRE(a.retried() == b.retried());
  REQUIRE(a.items() == b.items());
  REQUIRE(a.timed() == b.timed());
  for (const double threshold : thresholds) REQUIRE(a.within(threshold) == b.within(threshold));
}

}  // namespace invmon::window
