#pragma once

#include "report/display.hpp"
#include "report/query.hpp"

namespace invmon::report {

/// The rows of a query in words: windows and keys on the left, then the numbers.
Table query_table(const Query& query);

}  // namespace invmon::report
