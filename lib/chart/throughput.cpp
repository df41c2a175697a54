#include <fmt/core.h>

#include "chart/shared.hpp"

namespace invmon::chart {

DrawList draw_throughput(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  Panel transactions{"Transactions a minute", Unit::number, false, {}, {}};
  transactions.series = {
      {"transactions", kBlue, over_windows(report, [](const auto& kpi) { return kpi.transactions_per_minute; }), true}};
  Panel items{"Items a minute", Unit::number, false, {}, {}};
  items.series = {{"items", kGreen, over_windows(report, [](const auto& kpi) { return kpi.items_per_minute; }), true}};
  TimeFigure figure{
      "throughput",  "Throughput",    fmt::format("Means per {}", window_length(report)), std::string(kNoTransactions), {},
      subject.spans, scale_of(report)};
  if (report.kpi.transactions > 0) figure.panels.push_back(std::move(transactions));
  // Logs without a field for items have none.
  if (report.kpi.items > 0) figure.panels.push_back(std::move(items));
  return draw(figure, style);
}

}  // namespace invmon::chart
