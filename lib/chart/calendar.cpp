#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/units.hpp"
#include "base/weekday.hpp"
#include "chart/color_ramp.hpp"
#include "chart/header.hpp"
#include "chart/shared.hpp"
#include "chart/tile_grid.hpp"

namespace invmon::chart {
namespace {

constexpr double kCalendarBar = 96;
constexpr std::size_t kMostMonths = 120;

struct Outcomes {
  std::uint64_t transactions = 0, failures = 0;
  void add(const kpi::Snapshot& kpi) {
    transactions += kpi.transactions;
    failures += kpi.failures;
  }
  std::optional<double> error_rate() const {
    if (transactions == 0) return std::nullopt;
    return static_cast<double>(failures) / static_cast<double>(transactions);
  }
};

using Cells = std::vector<std::vector<Outcomes>>;

/// The weekday of a row: weeks begin on Mondays.
std::size_t weekday_at(std::size_t row) { return (row + 1) % 7; }
std::size_t row_of(std::int64_t day) { return (weekday_of(day) + 6) % 7; }

Cells hours_of_week(const report::Report& report) {
  Cells cells(kWeekdays.size(), std::vector<Outcomes>(24));
  for (const auto& window : report.windows) {
    const auto hour = static_cast<std::size_t>(floor_div(window.from, kHour) - floor_div(window.from, kDay) * 24);
    cells[row_of(floor_div(window.from, kDay))][hour].add(window.kpi);
  }
  return cells;
}

/// By months since year 0.
std::map<std::int64_t, std::vector<Outcomes>> days_of_months(const report::Report& report) {
  std::map<std::int64_t, std::vector<Outcomes>> months;
  for (const auto& window : report.windows) {
    const auto date = civil_from_days(floor_div(window.from, kDay));
    auto& days = months[date.year * 12 + static_cast<std::int64_t>(date.month) - 1];
    days.resize(31);
    days[date.day - 1].add(window.kpi);
  }
  return months;
}

std::vector<std::string> numbers(int first, int last) {
  std::vector<std::string> labels;
  for (int i = first; i <= last; ++i) labels.push_back(fmt::format("{:02}", i));
  return labels;
}

std::vector<TileGrid> grids_of(const report::Report& report, Nanos width, std::vector<Cells>& cells, std::size_t& left_out) {
  std::vector<TileGrid> grids;
  if (width <= kHour) {
    TileGrid& hours = grids.emplace_back(TileGrid{"By hour and weekday", numbers(0, 23), {}, {}});
    for (std::size_t row = 0; row < kWeekdays.size(); ++row) hours.rows.emplace_back(kWeekdays[weekday_at(row)]);
    cells.push_back(hours_of_week(report));
  }
  auto months = days_of_months(report);
  for (; months.size() > kMostMonths; ++left_out) months.erase(months.begin());
  TileGrid days{"By day and month", numbers(1, 31), {}, {}};
  Cells rows;
  for (auto& [month, outcomes] : months) {
    days.rows.push_back(fmt::format("{:04}-{:02}", floor_div(month, 12), month - floor_div(month, 12) * 12 + 1));
    rows.push_back(std::move(outcomes));
  }
  grids.push_back(std::move(days));
  cells.push_back(std::move(rows));
  return grids;
}

double highest_rate(const std::vector<Cells>& all) {
  double highest = 0;
  for (const auto& cells : all) {
    for (const auto& row : cells) {
      for (const auto& cell : row) highest = std::max(highest, cell.error_rate().value_or(0));
    }
  }
  return highest;
}

void set_shares(TileGrid& grid, const Cells& cells, double highest) {
  for (const auto& row : cells) {
    auto& shares = grid.shares.emplace_back();
    for (const auto& cell : row) {
      const auto rate = cell.error_rate();
      shares.push_back(rate ? std::optional(highest > 0 ? *rate / highest : 0) : std::nullopt);
    }
  }
}

void draw_color_bar(Canvas& canvas, double top, double highest) {
  constexpr double kWidth = 14, kHeight = 120;
  const double left = canvas.style().width - kCalendarBar + 20;
  draw_ramp(canvas, {left, top, kWidth, kHeight});
  canvas.text({left + kWidth + 8, top + 9}, format_percent(highest), kText, canvas.theme().muted);
  canvas.text({left + kWidth + 8, top + kHeight}, "0 %", kText, canvas.theme().muted);
}

}  // namespace

DrawList draw_calendar(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  const auto width = static_cast<Nanos>(report.window_seconds * kSecond);
  Canvas canvas("calendar", style);
  Header header{
      "Calendar of failures", "Failed transactions, % of all, in UTC; outlined: none of them failed; empty: no transaction", {}};
  if (report.kpi.transactions == 0) return draw_without_data(canvas, header, kNoTransactions);
  if (width > kDay) {
    return draw_without_data(canvas, header,
                             fmt::format("Windows of {} tell no days: choose --window 1h", window_length(report)));
  }
  std::vector<Cells> cells;
  std::size_t left_out = 0;
  auto grids = grids_of(report, width, cells, left_out);
  if (width > kHour) header.subtitle += fmt::format("; no hours, because windows are {} long", window_length(report));
  if (left_out > 0) header.subtitle += fmt::format("; {} earlier months left out", left_out);
  const double highest = highest_rate(cells);
  const double labels = row_label_width(canvas, grids);
  double y = draw_header(canvas, header) + 4;
  if (highest > 0) draw_color_bar(canvas, y + 24, highest);
  for (std::size_t i = 0; i < grids.size(); ++i) {
    set_shares(grids[i], cells[i], highest);
    draw_tiles(canvas, grids[i], labels, y, kCalendarBar);
    y += grids[i].height() + 12;
  }
  return canvas.finish(std::max(y, 24 + 120 + 90.0) + 4);
}

}  // namespace invmon::chart
