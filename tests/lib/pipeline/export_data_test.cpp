#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

/// A batch of each of these durations a minute apart, in two warehouses by turns.
std::string log_of(const std::vector<std::string>& durations) {
  std::string log;
  for (std::size_t i = 0; i < durations.size(); ++i) {
    log += "{\"timestamp\":" + std::to_string((kLogStart + static_cast<Nanos>(i) * kMinute) / kMillisecond) +
           ",\"event\":\"batch_error\",\"error_code\":\"E" + std::to_string(i) + "\",\"warehouse\":\"" +
           (i % 2 == 0 ? "A" : "B") + "\",\"duration\":" + durations[i] + "}\n";
  }
  return log;
}

using Counts = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("durations at most as long as a threshold are counted exactly, in windows, groups and the whole") {
  const ScratchFolder folder;
  auto options =
      inventory_options({folder.write("log", log_of({"0.3", "0.30000000000000004", "0", "1", "0.29999999999999999", "2"}))});
  options.by = {"warehouse"};
  options.window = 2 * kMinute;
  options.group_windows = true;
  options.export_data = true;
  options.thresholds = {0.3, 1};
  const auto report = run_report(options);
  CHECK(report.kpi.duration.within == Counts{3, 5});
  REQUIRE(report.windows.size() == 3);
  CHECK(report.windows[0].kpi.duration.within == Counts{1, 2});
  CHECK(report.windows[1].kpi.duration.within == Counts{1, 2});
  CHECK(report.windows[2].kpi.duration.within == Counts{1, 1});
  REQUIRE(report.dimensions[0].groups.size() == 2);
  CHECK(report.dimensions[0].groups[0].kpi.duration.within == Counts{3, 3});
  CHECK(report.dimensions[0].groups[1].kpi.duration.within == Counts{0, 2});
  CHECK(report.group_windows[0].window.kpi.duration.within == Counts{1, 1});
}

TEST_CASE("a window without transactions counts none within the thresholds") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("log", log_of({"1", "1"}))});
  options.window = kMinute / 2;
  options.thresholds = {0.3, 1};
  CHECK(run_report(options).windows[1].kpi.duration.within == Counts{0, 0});
}

TEST_CASE("an export knows of each window all error codes and the buckets of the scale that durations are counted in") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("log", log_of(std::vector<std::string>(12, "1")))});
  options.window = kMinute;
  options.export_data = true;
  const auto report = run_report(options);
  REQUIRE(report.errors.size() == 12);
  for (const auto& error : report.errors) CHECK(std::reduce(error.by_window.begin(), error.by_window.end()) == 1);
  REQUIRE(report.windows[3].durations.size() == 1);
  CHECK(report.windows[3].durations[0].high == 1);
  CHECK(report.windows[3].durations[0].low == doctest::Approx(std::pow(2, -1.0 / 128)));
}

}  // namespace invmon
