#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "pack.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

/// A rotated set that overlaps and holds bad lines in every file.
std::vector<std::string> write_overlapping_logs(const ScratchFolder& folder) {
  std::vector<std::string> dealt(3);
  const auto lines = lines_of(generated_log(6 * kHour, 4) + nasty_log());
  for (std::size_t i = 0; i < lines.size(); ++i) dealt[i * i % 7 % 3] += lines[i];
  return {folder.write("b.log", dealt[0]), folder.write("a.log", dealt[1]), folder.write("sub/c.log", dealt[2])};
}

pipeline::Options overlapping_options(const ScratchFolder& folder) {
  auto options = inventory_options(write_overlapping_logs(folder));
  options.by = {"event", "warehouse"};
  options.group_windows = true;
  options.limits.max_line = 8'000;
  return options;
}

TEST_CASE("threads and block sizes change no byte of a report") {
  const ScratchFolder folder;
  auto options = overlapping_options(folder);
  SUBCASE("with automatic windows") {}
  SUBCASE("with minutes") { options.window = kMinute; }
  SUBCASE("with folded groups") { options.max_groups = 2; }
  SUBCASE("with the last hour alone") { options.from = TimeBound{true, -kHour}; }
  SUBCASE("with local days") {
    auto zone = TimeZone::load("America/New_York");
    REQUIRE(zone);
    options.zone = *zone;
  }
  const auto expected = report_bytes(options);
  for (const unsigned threads : {1U, 2U, 3U, 8U}) {
    for (const std::size_t block : {64U, 1'000U, 4'096U, 256U * 1024U}) {
      INFO(threads, " threads, blocks of ", block);
      options.threads = threads;
      options.limits.block_bytes = block;
      CHECK(report_bytes(options) == expected);
    }
  }
}

TEST_CASE("the order in which inputs are named, and whether as files or as their folder, changes no byte of a report") {
  const ScratchFolder folder;
  auto options = overlapping_options(folder);
  const auto expected = report_bytes(options);
  std::ranges::sort(options.inputs);
  do {
    CHECK(report_bytes(options) == expected);
  } while (std::ranges::next_permutation(options.inputs).found);
  options.inputs = {folder.path()};
  CHECK(report_bytes(options) == expected);
  options.inputs = {folder.path("*.log"), folder.path("sub"), folder.path("a.log")};
  CHECK(report_bytes(options) == expected);
}

TEST_CASE("packed copies give the same bytes as plain files, whatever they are called") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.path("log")});
  options.limits.max_line = 8'000;
  const std::string log = generated_log(6 * kHour, 4) + nasty_log();
  const auto middle = log.find('\n', log.size() / 2) + 10;  // inside a line
  folder.write("log", log);
  const auto expected = report_bytes(options);
  const std::vector<std::string> copies = {gzip(log), gzip(log.substr(0, middle)) + gzip(log.substr(middle)), zstd(log),
                                           zstd(log.substr(0, middle)) + zstd(log.substr(middle))};
  for (const auto& copy : copies) {
    folder.write("log", copy);
    CHECK(report_bytes(options) == expected);
  }
}

TEST_CASE("a log cut at random lines into files gives the report of the whole") {
  const ScratchFolder folder;
  auto whole = inventory_options({folder.write("whole.log", generated_log(kDay, 4))});
  const auto expected = run_report(whole);
  const auto lines = lines_of(generated_log(kDay, 4));
  std::mt19937 random(7);
  for (int round = 0; round < 5; ++round) {
    std::vector<std::size_t> cuts = {0, lines.size()};
    for (int i = 0; i < 4; ++i) cuts.push_back(random() % lines.size());
    std::ranges::sort(cuts);
    auto options = whole;
    options.inputs.clear();
    options.threads = 2;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      const auto piece = std::accumulate(lines.begin() + static_cast<std::ptrdiff_t>(cuts[i]),
                                         lines.begin() + static_cast<std::ptrdiff_t>(cuts[i + 1]), std::string());
      options.inputs.push_back(folder.write("piece" + std::to_string(i), piece));
    }
    check_equal_but_sources(run_report(options), expected);
  }
}

TEST_CASE("one log dealt over files by warehouse gives the report of the whole") {
  const ScratchFolder folder;
  std::vector<std::string> dealt(3);
  for (const auto& line : lines_of(generated_log(kDay, 4))) {
    const auto at = line.find("WH-0");
    dealt[at == std::string::npos ? 0 : static_cast<std::size_t>(line[at + 4] - '0') % 3] += line;
  }
  auto options = inventory_options({folder.write("0", dealt[0]), folder.write("1", dealt[1]), folder.write("2", dealt[2])});
  options.by = {"warehouse", "event"};
  options.group_windows = true;
  auto whole = options;
  whole.inputs = {folder.write("whole", generated_log(kDay, 4))};
  for (const unsigned threads : {1U, 3U}) {
    options.threads = threads;
    options.limits.block_bytes = 3'000;
    check_equal_but_sources(run_report(options), run_report(whole));
  }
}

TEST_CASE("where a source's first time is looked for does not depend on the block size") {
  const ScratchFolder folder;
  for (const std::size_t rubbish : {1'048'500U, 1'048'576U, 1'050'000U, 1'060'000U}) {
    INFO(rubbish);
    std::string log;
    while (log.size() + 100 < rubbish) log += std::string(99, 'x') + "\n";
    log += std::string(rubbish - log.size() - 1, 'x') + "\n";
    log += R"({"timestamp":"2025-02-01T01:00:00Z"})"
           "\n" +
           batch_line(0, "WH-01", true) + "\n" + batch_line(kHour, "WH-01", true) + "\n";
    auto options = inventory_options({folder.write("a", log), folder.write("b", batch_line(0, "WH-02"))});
    const auto expected = report_bytes(options);
    CHECK(run_report(options).input.late == (rubbish < 1'048'576 ? 1 : 0));
    for (const std::size_t block : {64U, 5'000U, 50'000U}) {
      options.limits.block_bytes = block;
      CHECK(report_bytes(options) == expected);
    }
  }
}

}  // namespace
}  // namespace invmon
