#pragma once

#include <iosfwd>

#include "html/page.hpp"

namespace invmon::html {

/// What a page knows beyond the JSON report, as one JSON document: windows as columns, intervals of the groups' error rates,
/// alerts, limits, spans, and what each KPI means.
void write_page_data(const Page& page, std::ostream& out);

}  // namespace invmon::html
