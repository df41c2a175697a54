#pragma once

#include <boost/accumulators/framework/features.hpp>

#include "stats/accumulators/exact_sum.hpp"
#include "stats/accumulators/exponential_histogram.hpp"
#include "stats/accumulators/moments.hpp"

namespace invmon::stats {

/// What is kept of a gauge: the sum for its mean, and quantiles with the extremes and the count.
using Levels =
    boost::accumulators::accumulator_set<double, boost::accumulators::features<tag::exact_sum, tag::exponential_histogram>>;

/// What is kept of durations.
using DurationMoments = boost::accumulators::accumulator_set<double, boost::accumulators::features<tag::moments>>;
using DurationQuantiles = boost::accumulators::accumulator_set<double, boost::accumulators::features<tag::exponential_histogram>>;

}  // namespace invmon::stats
