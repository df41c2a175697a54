#pragma once

#include "pipeline/options.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// Reads the input and makes a report of it. The report depends on the input's content and the options alone, not on threads,
/// block size or the order in which inputs are named.
///
/// Errors: usage and configuration (an unknown dimension, a bad expression, too many windows), input (something can't be read, or
/// no line is a usable record although none was left out on purpose).
Result<report::Report> run(const Options& options);

}  // namespace invmon::pipeline
