#pragma once

#include <span>
#include <vector>

#include "pipeline/options.hpp"
#include "policy/feed.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// What has to be kept for the numbers of everything read so far: of all, of the groups of the options' `by`, and of error codes.
/// Gives the profile a dimension of its error codes.
std::vector<policy::FeedSpec> total_feeds(Options& options);

/// A report of these numbers, without windows, rates and streaks; `feeds` are the groups of total_feeds.
report::Report totals_of(const Options& options, std::span<const std::vector<policy::FeedSeries>> feeds);

}  // namespace invmon::pipeline
