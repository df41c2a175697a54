#include <fmt/core.h>

#include <algorithm>

#include "base/units.hpp"
#include "chart/bar_figure.hpp"
#include "chart/label.hpp"
#include "chart/shared.hpp"
#include "policy/wilson.hpp"

namespace invmon::chart {
namespace {

Bar bar_of(const report::Group& group) {
  const auto [transactions, failures] = std::pair(group.kpi.transactions, group.kpi.failures);
  const auto interval = policy::wilson_interval(failures, transactions);
  const double rate = static_cast<double>(failures) / static_cast<double>(transactions);
  const auto text = fmt::format("{}  ({} of {})", format_percent(rate), format_count(failures), format_count(transactions));
  return {show_label(group.key), rate, Bar::Interval{interval.low, interval.high}, text};
}

/// The groups that have transactions, those of the highest error rate first; of equal ones those with more transactions.
BarSection section_of(const report::Dimension& dimension) {
  constexpr std::size_t kMostBars = 20;
  std::vector<const report::Group*> groups;
  for (const auto& group : dimension.groups) {
    if (group.kpi.transactions > 0) groups.push_back(&group);
  }
  std::ranges::stable_sort(groups, [](const auto* a, const auto* b) {
    const auto left = static_cast<double>(a->kpi.failures) * static_cast<double>(b->kpi.transactions);
    const auto right = static_cast<double>(b->kpi.failures) * static_cast<double>(a->kpi.transactions);
    return left != right ? left > right : a->kpi.transactions > b->kpi.transactions;
  });
  BarSection section{show_label(dimension.name), {}, 0};
  for (const auto* group : std::span(groups).first(std::min(groups.size(), kMostBars))) section.bars.push_back(bar_of(*group));
  section.left_out = groups.size() - section.bars.size();
  return section;
}

}  // namespace

DrawList draw_groups(const Subject& subject, const Style& style) {
  BarFigure figure{"groups",
                   "Error rate by group",
                   "Failed transactions, % of the group's; the worst first, with 95 % intervals",
                   "No groups with transactions in this range",
                   Unit::ratio,
                   kBlue,
                   {}};
  for (const auto& dimension : subject.report.dimensions) figure.sections.push_back(section_of(dimension));
  return draw(figure, style);
}

}  // namespace invmon::chart
