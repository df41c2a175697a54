#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "chart/canvas.hpp"
#include "chart/limits.hpp"
#include "chart/time_figure.hpp"
#include "policy/alert.hpp"
#include "report/report.hpp"

namespace invmon::chart {

/// Two reports of what happened before a moment and from it on.
struct Halves {
  Nanos split = 0;
  report::Report before, after;
};

/// What charts are drawn of.
struct Subject {
  const report::Report& report;  ///< with what charts show beside the numbers
  std::span<const policy::Rule> rules;
  std::span<const policy::Slo> slos;
  std::span<const policy::Alert> alerts;
  std::vector<Limit> limits;
  std::vector<Span> spans;
  std::optional<Halves> halves;  ///< for draw_compare
};

DrawList draw_error_rate(const Subject& subject, const Style& style);
DrawList draw_latency(const Subject& subject, const Style& style);
DrawList draw_throughput(const Subject& subject, const Style& style);
DrawList draw_errors(const Subject& subject, const Style& style);
DrawList draw_groups(const Subject& subject, const Style& style);
DrawList draw_heatmap(const Subject& subject, const Style& style);
DrawList draw_distribution(const Subject& subject, const Style& style);
DrawList draw_streaks(const Subject& subject, const Style& style);
DrawList draw_calendar(const Subject& subject, const Style& style);
DrawList draw_budget(const Subject& subject, const Style& style);
DrawList draw_burn_rate(const Subject& subject, const Style& style);
DrawList draw_alerts(const Subject& subject, const Style& style);
DrawList draw_resources(const Subject& subject, const Style& style);
DrawList draw_compare(const Subject& subject, const Style& style);
DrawList draw_overview(const Subject& subject, const Style& style);

/// A chart that can be asked for.
struct Kind {
  std::string_view name;  ///< letters and '-'; also the file's
  std::string_view help;  ///< what it shows
  DrawList (*draw)(const Subject& subject, const Style& style);
  bool needs_halves = false;
};

/// All kinds, in the order of the help text.
std::span<const Kind> kinds();

}  // namespace invmon::chart
