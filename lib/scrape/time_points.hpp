#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "scrape/exposition.hpp"

namespace invmon::scrape {

/// What was exposed at one time.
struct TimePoint {
  Nanos time = 0;
  Exposition metrics;
};

/// The points in time that a text tells of, ascending. Usually that is one: the latest of its samples' own times, or `time` where
/// no sample has one. A text in which a series has several samples is a history, with a point for each time. nullopt if nothing
/// says when it was.
std::optional<std::vector<TimePoint>> time_points(Exposition metrics, std::optional<Nanos> time);

}  // namespace invmon::scrape
