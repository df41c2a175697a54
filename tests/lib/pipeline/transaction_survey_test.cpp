#include "pipeline/transaction_survey.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "pipeline/largest_values.hpp"
#include "pipeline/matching_lines.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

pipeline::TransactionSurvey surveyed(const pipeline::Options& options, const pipeline::SurveySpec& spec) {
  const auto plan = pipeline::make_plan(options);
  REQUIRE(plan);
  const auto found = pipeline::survey(*plan, options, spec);
  REQUIRE_MESSAGE(found, (found ? "" : to_string(found.error())));
  return *found;
}

/// Transactions that took 1 to 5,000 ms, in no order.
std::string five_thousand() {
  std::string log;
  for (int i = 0; i < 5'000; ++i) {
    log += fmt::format(R"({{"timestamp":{},"event":"batch_complete","duration":{}}})", 1'738'368'000 + i,
                       (i * 7 % 5'000 + 1) / 1000.0) +
           "\n";
  }
  return log;
}

TEST_CASE("the slowest are told exactly while their number is kept, else within 0.271 %, whatever the threads") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("bot.log", five_thousand())});
  options.limits.block_bytes = 4'000;
  for (const unsigned threads : {1U, 4U}) {
    options.threads = threads;
    CHECK(surveyed(options, {.slowest = 0.01}).least_seconds == 4.951);
    CHECK(surveyed(options, {.slowest = 1e-9}).least_seconds == 5.0);
    CHECK(surveyed(options, {.slowest = 1}).least_seconds == 0.001);
    CHECK(surveyed(options, {.slowest = 0.01, .kept = 50}).least_seconds == 4.951);
    const auto inexact = surveyed(options, {.slowest = 0.2, .kept = 50}).least_seconds;
    REQUIRE(inexact);
    CHECK(*inexact == doctest::Approx(4.0).epsilon(0.00271));
  }
  CHECK(!surveyed(options, {.streaks = 1}).least_seconds);
}

TEST_CASE("the longest runs go across files in order of time, the earliest of equals first") {
  const ScratchFolder folder;
  const auto line = [](int second, bool failed) { return batch_line(second * kSecond, "A", failed) + "\n"; };
  // In order of time: F F S F F F S F F S, by two files that take turns.
  const auto a = folder.write("a.log", line(1, true) + line(3, false) + line(5, true) + line(7, false) + line(9, true));
  const auto b = folder.write("b.log", line(2, true) + line(4, true) + line(6, true) + line(8, true) + line(10, false));
  auto options = inventory_options({b, a});
  const auto runs = surveyed(options, {.streaks = 2}).streaks;
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].length == 2);
  CHECK(runs[0].first.time == kLogStart + 1 * kSecond);
  CHECK(runs[0].last.source == 1);
  CHECK(runs[1].length == 3);
  CHECK(runs[1].first.time == kLogStart + 4 * kSecond);
  CHECK(runs[1].last.time == kLogStart + 6 * kSecond);
  CHECK(surveyed(options, {.streaks = 100}).streaks.size() == 3);
  options.where = "false";
  CHECK(surveyed(options, {.streaks = 100}).streaks.empty());
}

TEST_CASE("lines that tell of several transactions are no part of a streak, and end none") {
  const ScratchFolder folder;
  const auto line = [](int second, const std::string& more) { return batch_line(second * kSecond, "A", true, more) + "\n"; };
  auto options = inventory_options({folder.write("bot.log", line(1, "") + line(2, R"(,"n":3)") + line(3, ""))});
  options.profile.count = "n";
  const auto runs = surveyed(options, {.streaks = 9}).streaks;
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].length == 2);
  std::string lines;
  const auto write = [&](std::string_view text) {
    lines += text;
    return true;
  };
  const auto written = pipeline::write_matching_lines(options, {.streaks = 1}, write);
  REQUIRE(written);
  CHECK(lines == line(1, "") + line(3, ""));
}

TEST_CASE("the largest of many values are kept, those of merged parts too") {
  pipeline::LargestValues all(3), even(3);
  for (int i = 0; i < 1'000; i += 2) {
    all.add(i * 7 % 1'000);
    even.add((i + 1) * 7 % 1'000);
  }
  all.merge(even);
  CHECK(all.at_rank(1) == 999);
  CHECK(all.at_rank(3) == 997);
  pipeline::LargestValues one(1);
  one.add(-1);
  one.add(-2);
  one.add(-3);
  CHECK(one.at_rank(1) == -1);
}

}  // namespace
}  // namespace invmon
