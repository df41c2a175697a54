#pragma once

#include <span>
#include <vector>

#include "pipeline/query.hpp"
#include "pipeline/run.hpp"
#include "policy/condition.hpp"

namespace invmon::pipeline {

/// The rows of a query in their own order, read off the panes of `feed`, which is the only one of the findings.
std::vector<report::QueryRow> query_rows(std::span<const policy::Measure> measures, const Findings& findings,
                                         const policy::FeedSpec& feed, const QuerySpec& spec);

}  // namespace invmon::pipeline
