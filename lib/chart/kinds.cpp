#include "chart/kinds.hpp"

namespace invmon::chart {

std::span<const Kind> kinds() {
  static constexpr Kind kKinds[] = {
      {"error-rate", "failed transactions over time, with limits and SLOs", draw_error_rate},
      {"latency", "p50, p95 and p99 of the duration over time", draw_latency},
      {"throughput", "transactions and items a minute over time", draw_throughput},
      {"heatmap", "how many transactions took how long, over time", draw_heatmap},
      {"distribution", "histogram of durations with its quantiles", draw_distribution},
      {"errors", "failures over time by error code", draw_errors},
      {"groups", "error rate by group, the worst first, with its confidence interval", draw_groups},
      {"streaks", "runs of failures over time", draw_streaks},
      {"calendar", "error rate by hour and weekday, and by day and month", draw_calendar},
      {"budget", "what is left of error budgets over time, with a forecast", draw_budget},
      {"burn-rate", "how fast error budgets are used up, over time", draw_burn_rate},
      {"alerts", "when rules were pending and fired", draw_alerts},
      {"resources", "gauges over time: CPU, memory", draw_resources},
      {"compare", "before and after a moment", draw_compare, true},
      {"overview", "the main ones on one page", draw_overview},
  };
  return kKinds;
}

}  // namespace invmon::chart
