#pragma once

#include <iosfwd>
#include <span>

#include "chart/limits.hpp"
#include "chart/time_figure.hpp"
#include "policy/judgement.hpp"
#include "report/report.hpp"

namespace invmon::html {

/// What the HTML report shows; everything must outlive the writing of it.
struct Page {
  const report::Report& report;
  const policy::Judgement& judgement;    ///< its alerts over the whole range
  std::span<const chart::Limit> limits;  ///< lines in the charts
  std::span<const chart::Span> spans;    ///< times that stand out in the charts
};

/// One self-contained HTML document: style, script and data are inside, nothing is fetched. The same page gives the same bytes.
void write_html(const Page& page, std::ostream& out);

}  // namespace invmon::html
