#include <doctest/doctest.h>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "reference/exact_report.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

/// A batch every half hour for so many days from the logs' start.
std::string half_hourly(int days) {
  std::string log;
  for (int i = 0; i < 48 * days; ++i) log += batch_line(i * kHour / 2, "WH-01", i % 11 == 0) + "\n";
  return log;
}

pipeline::Options options_in(const std::string& zone, const std::string& log) {
  auto options = inventory_options({log});
  auto loaded = TimeZone::load(zone);
  REQUIRE(loaded);
  options.zone = *loaded;
  options.window = kDay;
  return options;
}

TEST_CASE("days of a zone are 23 and 25 hours long where its clocks change") {
  const ScratchFolder folder;
  auto options = options_in("Europe/Berlin", folder.write("log", half_hourly(300)));
  reference::ReportOptions exact;
  exact.paths = options.inputs;
  exact.by = options.by;
  exact.window = kDay;
  // Berlin's midnights in UTC: winter time until 30 March 2025, 01:00 UTC, and again from 26 October, 01:00 UTC.
  for (int day = 0; day <= 300; ++day) {
    const bool summer = day > 57 && day <= 267;
    exact.edges.push_back(kLogStart + day * kDay - (summer ? 2 : 1) * kHour);
  }
  SUBCASE("over both changes") {}
  SUBCASE("over the change in spring alone") {
    options.to = TimeBound{false, kLogStart + 70 * kDay - 2 * kHour};
    exact.to = options.to->value;
    exact.edges.resize(71);
  }
  if (!exact.to) exact.edges.push_back(kLogStart + 301 * kDay - kHour);
  const auto report = run_report(options);
  CHECK(report.windows[57].to - report.windows[57].from == 23 * kHour);
  check_equal(report, reference::exact_report(exact));
}

TEST_CASE("windows shorter than a day do not depend on the zone") {
  const ScratchFolder folder;
  auto options = options_in("Asia/Kolkata", folder.write("log", half_hourly(3)));
  options.window = kHour;
  auto in_utc = options;
  in_utc.zone = {};
  CHECK(report_bytes(options) == report_bytes(in_utc));
}

}  // namespace
}  // namespace invmon
