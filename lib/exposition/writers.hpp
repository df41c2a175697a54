#pragma once

#include <iosfwd>
#include <vector>

#include "exposition/family.hpp"

namespace invmon::exposition {

/// What is exported. `bounds` are the upper bounds of histograms in seconds, ascending, to which each kpi::Duration::within of
/// the report belongs.
struct Export {
  const report::Report& report;
  const std::vector<FamilyPlan>& plan;
  const std::vector<double>& bounds;
};

/// OpenMetrics 1.0 text. Counters and histograms grow from 0 at the first window's begin, and have a sample at each window's end;
/// so have gauges where a window has a value. The report must hold the windows of groups and pipeline::Options::export_data.
void write_openmetrics(const Export& data, std::ostream& out);

/// Prometheus' text format 0.0.4: one sample a series, over the whole range, without a time.
void write_prometheus(const Export& data, std::ostream& out);

/// OTLP as JSON (an ExportMetricsServiceRequest, for /v1/metrics): sums and exponential histograms of each window by delta
/// temporality, and gauges. The report must hold what write_openmetrics needs.
void write_otlp(const Export& data, std::ostream& out);

}  // namespace invmon::exposition
