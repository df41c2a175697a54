#include "reference/exact_report.hpp"

#include <doctest/doctest.h>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

constexpr std::size_t kMaxLine = 8'000;  ///< between the longest good line of the nasty log and the one that is too long

reference::ReportOptions exact_options(const pipeline::Options& options) {
  reference::ReportOptions result;
  result.paths = options.inputs;
  result.by = options.by;
  result.window = options.window;
  result.max_groups = options.max_groups;
  result.max_line = options.limits.max_line;
  if (options.from && options.from->relative) {
    result.last = -options.from->value;
  } else if (options.from) {
    result.from = options.from->value;
  }
  if (options.to) result.to = options.to->value;
  return result;
}

report::Report reference_of(const pipeline::Options& options) { return reference::exact_report(exact_options(options)); }

pipeline::Options nasty_options(const ScratchFolder& folder) {
  auto options = inventory_options({folder.write("nasty.log", nasty_log())});
  options.limits.max_line = kMaxLine;
  options.group_windows = true;
  return options;
}

TEST_CASE("a generated log's report equals the exact one") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("bot.log", generated_log(kDay, 8))});
  options.by = {"warehouse", "event"};
  options.group_windows = true;
  for (const auto window : {std::optional<Nanos>(), std::optional(5 * kMinute), std::optional(kDay)}) {
    options.window = window;
    check_equal(run_report(options), reference_of(options));
  }
}

TEST_CASE("a nasty log's report equals the exact one") {
  const ScratchFolder folder;
  auto options = nasty_options(folder);
  const auto expected = reference_of(options);
  for (const auto& drop : expected.input.dropped) {
    INFO(drop.reason);
    const bool asked_for = drop.reason == "out_of_range" || drop.reason == "filtered" || drop.reason == "duplicate";
    CHECK((drop.lines > 0) == !asked_for);
  }
  CHECK(expected.input.late > 2);
  check_equal(run_report(options), expected);
}

TEST_CASE("the nasty log's report is exact for every window, dimension and block size") {
  const ScratchFolder folder;
  auto options = nasty_options(folder);
  options.by = {"event", "warehouse"};
  for (const Nanos window : {kSecond, 7 * kSecond, kMinute, kHour, kDay}) {
    options.window = window;
    options.limits.block_bytes = static_cast<std::size_t>(window % 997);
    check_equal(run_report(options), reference_of(options));
  }
}

TEST_CASE("bounds are half-open, and relative ones count from the end of the log") {
  const ScratchFolder folder;
  auto options = nasty_options(folder);
  const auto bound = [](Nanos value) { return TimeBound{false, value}; };
  SUBCASE("from") { options.from = bound(kLogStart + 4 * kMinute); }
  SUBCASE("to") { options.to = bound(kLogStart + 4 * kMinute); }
  SUBCASE("both, wider than the log") {
    options.from = bound(kLogStart - kHour);
    options.to = bound(kLogStart + kDay);
  }
  SUBCASE("both, at records") {
    options.from = bound(kLogStart + 20 * kSecond);
    options.to = bound(kLogStart + 8'000 * kSecond);
  }
  SUBCASE("relative") { options.from = TimeBound{true, -kHour}; }
  check_equal(run_report(options), reference_of(options));
}

TEST_CASE("--where leaves records out as filtered") {
  const ScratchFolder folder;
  auto options = nasty_options(folder);
  options.where = R"(warehouse == "WH-03")";
  auto exact = exact_options(options);
  exact.where_field = "warehouse";
  exact.where_text = "WH-03";
  check_equal(run_report(options), reference::exact_report(exact));
}

TEST_CASE("groups beyond the limit fold into (other), the first ones in sort order stay") {
  const ScratchFolder folder;
  auto options = nasty_options(folder);
  options.max_groups = 3;
  for (const unsigned threads : {1U, 3U}) {
    options.threads = threads;
    options.limits.block_bytes = 500;
    const auto report = run_report(options);
    REQUIRE(report.dimensions[0].groups.size() == 4);
    CHECK(report.dimensions[0].groups[0].key == "(none)");
    CHECK(report.dimensions[0].groups[1].key == "(other)");
    CHECK(report.dimensions[0].groups[2].key == "12");
    CHECK(report.dimensions[0].groups[3].key == "WH-00");
    check_equal(report, reference_of(options));
  }
}

TEST_CASE("groups fold in the midst of a window that holds many records of each") {
  const ScratchFolder folder;
  std::string log;
  for (int i = 0; i < 3'000; ++i) log += batch_line(i * kSecond, "WH-0" + std::to_string(9 - i / 300), i % 7 > 1) + "\n";
  auto options = inventory_options({folder.write("down.log", log)});
  options.window = kDay;
  options.max_groups = 2;
  for (const std::size_t block_bytes : {10'000U, 100'000U, 1'000'000U}) {
    options.limits.block_bytes = block_bytes;
    check_equal(run_report(options), reference_of(options));
  }
}

TEST_CASE("a few lines at the epoch make the automatic windows wide") {
  const ScratchFolder folder;
  std::string log = R"({"timestamp":0,"event":"batch_error","warehouse":"WH-00","duration":1})"
                    "\n";
  for (int i = 0; i < 300; ++i) log += batch_line(i * kMinute, "WH-01", i % 10 < 6) + "\n";
  log += R"({"timestamp":"1970-01-01T00:00:00.000Z","event":"batch_error","warehouse":"WH-00"})";
  auto options = inventory_options({folder.write("epoch.log", log)});
  const auto report = run_report(options);
  CHECK(report.window_seconds == 112 * 86'400);  // 20,120 days in at most 240 windows of 7, 14, 28, 56, 112 days
  CHECK(report.input.late == 1);
  check_equal(report, reference_of(options));
}

TEST_CASE("overlapping sources are merged by time, and each has its own lateness") {
  const ScratchFolder folder;
  std::vector<std::string> paths;
  std::vector<std::string> dealt(3);
  const auto lines = lines_of(nasty_log());
  for (std::size_t i = 0; i < lines.size(); ++i) dealt[i * i % 5 % 3] += lines[i];
  for (std::size_t i = 0; i < dealt.size(); ++i)
    paths.push_back(folder.write(std::string(1, static_cast<char>('a' + i)), dealt[i]));
  auto options = inventory_options(paths);
  options.limits.max_line = kMaxLine;
  options.threads = 2;
  check_equal(run_report(options), reference_of(options));
}

TEST_CASE("a log of one record and one without a transaction are exact") {
  const ScratchFolder folder;
  const std::string silent = R"({"timestamp":"2025-02-01T00:00:00Z","mem_mb":3})";
  for (const auto& log : {batch_line(0, "WH-01", true), batch_line(0, "WH-01"), silent}) {
    const auto options = inventory_options({folder.write("one.log", log)});
    check_equal(run_report(options), reference_of(options));
  }
}

}  // namespace
}  // namespace invmon
