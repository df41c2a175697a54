#include "pipeline/matching_lines.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "contains.hpp"
#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "pipeline/run.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

std::string line(Nanos at, const std::string& warehouse, bool failed = false) { return batch_line(at, warehouse, failed) + "\n"; }

std::string matching(const pipeline::Options& options, const pipeline::LineFilter& filter = {}) {
  std::string text;
  const auto account = pipeline::write_matching_lines(options, filter, [&](std::string_view lines) {
    text += lines;
    return true;
  });
  REQUIRE_MESSAGE(account, (account ? "" : to_string(account.error())));
  CHECK(account->records == static_cast<std::uint64_t>(std::ranges::count(text, '\n')));
  return text;
}

/// The lines that hold all the parts, in order.
std::string holding(const std::string& log, const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& line : lines_of(log)) {
    if (std::ranges::all_of(parts, [&](const auto& part) { return contains(line, part); })) text += line;
  }
  return text;
}

TEST_CASE("lines pass as they stand in the log, whatever the threads and blocks") {
  const ScratchFolder folder;
  const auto log = generated_log(3 * kHour, 5);
  auto options = inventory_options({folder.write("bot.log", log)});
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (const std::size_t block : {64U, 1'000U, 256U * 1024U}) {
      INFO(threads, " threads, blocks of ", block);
      options.threads = threads;
      options.limits.block_bytes = block;
      options.where.clear();
      CHECK(matching(options) == log);
      options.where = "warehouse == 'WH-03'";
      const auto lines = matching(options);
      CHECK(lines == holding(log, {"WH-03"}));
      CHECK(lines.size() > 1'000);
    }
  }
}

TEST_CASE("failures alone, and slow transactions alone") {
  const ScratchFolder folder;
  const auto log = line(0, "A") + line(kSecond, "B", true) + line(2 * kSecond, "A", true);
  const auto options = inventory_options({folder.write("bot.log", log)});
  CHECK(matching(options, {true, {}}) == line(kSecond, "B", true) + line(2 * kSecond, "A", true));
  const auto report = run_report(options);
  REQUIRE(report.kpi.duration.max);
  CHECK(matching(options, {false, *report.kpi.duration.max}) != "");
  CHECK(matching(options, {false, *report.kpi.duration.max * 1.001}) == "");
}

TEST_CASE("sources follow each other by path, and each line passes if and only if the report counts it") {
  const ScratchFolder folder;
  const auto good = line(0, "A"), bad = nasty_log();
  auto options = inventory_options({folder.write("b.log", good), folder.write("a.log", bad)});
  options.limits.max_line = 8'000;
  for (const unsigned threads : {1U, 4U}) {
    options.threads = threads;
    options.limits.block_bytes = 700;
    const auto lines = matching(options);
    CHECK(static_cast<std::uint64_t>(std::ranges::count(lines, '\n')) == run_report(options).input.records);
    CHECK(lines.ends_with(good));
    // What passed passes again, all of it.
    auto again = options;
    again.inputs = {folder.write("again/c.log", lines)};
    CHECK(matching(again) == lines);
  }
}

TEST_CASE("the range is that of the report, and relative bounds count from the log's end") {
  const ScratchFolder folder;
  const auto first = line(0, "A"), second = line(kHour, "A"), third = line(2 * kHour, "A");
  auto options = inventory_options({folder.write("bot.log", first + second + third)});
  options.from = TimeBound{true, -kHour};
  CHECK(matching(options) == third);
  options.from = TimeBound{false, kLogStart + kHour};
  options.to = TimeBound{false, kLogStart + 2 * kHour};
  CHECK(matching(options) == second);
}

TEST_CASE("nothing is read once no more lines are wanted") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("a.log", generated_log(kHour, 5)), folder.write("b.log", line(0, "A"))});
  options.limits.block_bytes = 64;
  for (const unsigned threads : {1U, 4U}) {
    options.threads = threads;
    std::size_t calls = 0;
    const auto account = pipeline::write_matching_lines(options, {}, [&](std::string_view) { return ++calls < 3; });
    REQUIRE(account);
    CHECK(calls == 3);
    CHECK(account->records < 100);
  }
}

}  // namespace
}  // namespace invmon
