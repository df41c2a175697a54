#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "lib/report/sample_report.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

std::string csv_of(const Report& report) {
  std::ostringstream out;
  write_csv(report, out);
  return out.str();
}

const std::string kKpiHeader =
    "from,to,dimension,key,transactions,failures,retries,items,error_rate,success_ratio,retry_rate,retried_share,retries_per_1k,"
    "items_per_minute,transactions_per_minute,duration_count,duration_sum,mean,min,max,stddev,p50,p90,p95,p99,p999";
const std::string kStreakHeader = ",streak_longest,streak_open,streak_over_threshold\r\n";

Window empty_window(int hour) {
  Window window{kSampleStart + hour * kHour, kSampleStart + (hour + 1) * kHour, {}};
  window.kpi.streak = kpi::Streaks{std::nullopt, 0, 0, 5};
  return window;
}

}  // namespace

TEST_CASE("without windows the CSV is the header alone") { CHECK(csv_of(Report{}) == kKpiHeader + kStreakHeader); }

TEST_CASE("numbers that do not exist are empty cells") {
  Report report;
  report.windows = {empty_window(0)};
  CHECK(csv_of(report) ==
        kKpiHeader + kStreakHeader + "2025-02-01T00:00:00.000Z,2025-02-01T01:00:00.000Z,,,0,0,0,0,,,,,,,,0,,,,,,,,,,,0,0,0\r\n");
}

TEST_CASE("each gauge has five columns before the streaks") {
  Report report;
  report.kpi.gauges = {{"a,b", 1, 1, 2, 3, 4, 5}};
  report.windows = {empty_window(0)};
  report.windows[0].kpi.gauges = {{"a,b", 1, 1.5, 2, 3, 4, std::nullopt}};
  report.windows[0].kpi.streak = kpi::Streaks{stats::Run{7, 0, 0}, 2, 1, 5};
  CHECK(csv_of(report) ==
        kKpiHeader + R"(,"gauge.a,b.mean","gauge.a,b.min","gauge.a,b.max","gauge.a,b.last","gauge.a,b.p95")" + kStreakHeader +
            "2025-02-01T00:00:00.000Z,2025-02-01T01:00:00.000Z,,,0,0,0,0,,,,,,,,0,,,,,,,,,,,1.5,2,3,4,,7,2,1\r\n");
}

TEST_CASE("a window's own row comes before those of its groups") {
  Report report;
  report.dimensions = {{"warehouse", {{"=1+1", {}}, {"b", {}}}, false}, {"event", {{"x", {}}}, false}};
  report.windows = {empty_window(0), empty_window(1), empty_window(2)};
  report.group_windows = {{0, 0, empty_window(0)}, {1, 0, empty_window(0)}, {0, 1, empty_window(2)}};
  std::istringstream lines(csv_of(report));
  std::vector<std::string> starts;
  for (std::string line; std::getline(lines, line);)
    starts.push_back(line.substr(11, 2) + line.substr(49, line.find(",0,") - 49));
  starts.erase(starts.begin());
  CHECK(starts == std::vector<std::string>{"00,,", "00,warehouse,'=1+1", "00,event,x", "01,,", "02,,", "02,warehouse,b"});
}

TEST_CASE("every row of a large report has as many cells as the header") {
  Report report = sample_report();
  report.group_windows.clear();
  std::istringstream lines(csv_of(report));
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) CHECK(std::ranges::count(line, ',') == 38);
  CHECK(rows == 1 + 7 * 24);
}

}  // namespace invmon::report
