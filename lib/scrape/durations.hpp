#pragma once

#include "scrape/pool.hpp"
#include "scrape/series_tracker.hpp"

namespace invmon::scrape {

/// Of a bucket's observations at most so many different values are made.
inline constexpr std::uint64_t kPointsInBucket = 20;

/// A count as whole number, from 0 to 2^32.
std::uint64_t whole_count(double count);

/// The durations that a histogram or a summary was given, in seconds.
///
/// Those of a bucket are spread evenly above its lower bound up to its upper one, which is inclusive, as histogram_quantile()
/// takes them to be. Where they are fewer than kPointsInBucket, the places between the bounds go on from scrape to scrape, so
/// that single ones are not all put at the same end. The lowest bucket begins at 0. Those of the last, which has no upper bound,
/// are put just above the highest bound there is. A summary's, and those of a histogram without bounds, all get their mean; none
/// do where there is no sum.
Pool<double> durations_of(const Change& change);

}  // namespace invmon::scrape
