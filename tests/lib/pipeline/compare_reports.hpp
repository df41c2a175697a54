#pragma once

#include <string>

#include "pipeline/options.hpp"
#include "report/report.hpp"

namespace invmon {

/// Checks that two reports say the same: counts, times and extremes exactly; sums and means within 1e-12; quantiles exactly of
/// at most 1,024 values, else within 0.271 %. The details of bad lines are not compared, nor group windows where `actual` has
/// none.
void check_equal(const report::Report& actual, const report::Report& expected);

/// Checks that two reports say the same of everything but their sources, for the same log cut into files in different ways.
void check_equal_but_sources(const report::Report& actual, const report::Report& expected);

/// The report of a run that must succeed.
report::Report run_report(const pipeline::Options& options);

/// The same as the bytes of its JSON, followed by its windows of groups in CSV.
std::string report_bytes(const pipeline::Options& options);

/// Options for files of the profile inventory-bot, by warehouse.
pipeline::Options inventory_options(std::vector<std::string> inputs);

}  // namespace invmon
