#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <random>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "pipeline/run.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

namespace fs = std::filesystem;

const fs::path kShared = fs::path(INVMON_SOURCE_DIR) / "../shared/data";

std::uint64_t accounted_lines(const report::Input& input) {
  return std::accumulate(input.dropped.begin(), input.dropped.end(), input.records,
                         [](std::uint64_t sum, const report::DropCount& drop) { return sum + drop.lines; });
}

/// Lines as they are counted: pieces ended by LF, and a last one without.
std::uint64_t count_lines(const std::string& log) { return log.empty() ? 0 : lines_of(log).size(); }

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void mutate(std::string& log, std::mt19937& random) {
  constexpr std::string_view kTellingBytes = "{}[]\",:\\\n\r \t0-+.eEntfu\x80\xff";
  for (auto changes = random() % 40; changes-- > 0;) {
    const auto at = random() % log.size();
    switch (random() % 4) {
      case 0:
        log[at] = static_cast<char>(random());
        break;
      case 1:
        log[at] = kTellingBytes[random() % kTellingBytes.size()];
        break;
      case 2:
        log.erase(at, random() % 20);
        break;
      default:
        log.insert(at, log.substr(random() % log.size(), random() % 60));
    }
    if (log.empty()) log = "{";
  }
}

TEST_CASE("whatever bytes of a log are changed, every line is accounted for") {
  const ScratchFolder folder;
  std::mt19937 random(1);
  const auto log = generated_log(kHour, 1) + batch_line(2 * kHour, "WH-01") + "\n";
  for (int round = 0; round < 400; ++round) {
    auto changed = log;
    mutate(changed, random);
    auto options = inventory_options({folder.write("log", changed)});
    options.threads = 1 + static_cast<unsigned>(round) % 2;
    options.limits.block_bytes = 64 << random() % 12;
    const auto result = pipeline::run(options);
    INFO("round ", round);
    if (!result) {
      CHECK(result.error().kind == ErrorKind::input);
      continue;
    }
    CHECK(accounted_lines(result->input) == result->input.lines);
    CHECK(result->input.lines == count_lines(changed));
    CHECK(result->input.bytes == changed.size());
  }
}

TEST_CASE("no case of JSONTestSuite costs a neighbouring line") {
  const auto suite = kShared / "suites/jsontestsuite";
  if (!fs::exists(suite)) {
    MESSAGE("skipped: JSONTestSuite is not there");
    return;
  }
  const ScratchFolder folder;
  std::size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(suite)) {
    if (entry.path().extension() != ".json") continue;
    ++cases;
    const auto document = content(entry.path());
    const auto log = batch_line(0, "WH-before") + "\n" + document + "\n" + batch_line(kHour, "WH-after") + "\n";
    const auto report = run_report(inventory_options({folder.write("log", log)}));
    INFO(entry.path().filename().string());
    CHECK(accounted_lines(report.input) == report.input.lines);
    CHECK(report.input.lines == count_lines(log));
    CHECK(report.input.records == 2);
    CHECK(report.kpi.transactions == 2);
    REQUIRE(report.dimensions[0].groups.size() == 2);
  }
  CHECK(cases > 300);
}

TEST_CASE("nesting of any depth in one line costs that line at most") {
  const ScratchFolder folder;
  for (const std::size_t depth : {1'000U, 1'024U, 1'025U, 100'000U}) {
    for (const std::string open : {"[", R"({"a":)", "[{\"a\":"}) {
      std::string deep = R"({"timestamp":"2025-02-01T00:00:01Z","unused":)";
      for (std::size_t i = 0; i < depth; ++i) deep += open;
      const auto log = batch_line(0, "WH-01") + "\n" + deep + "\n" + batch_line(kMinute, "WH-01") + "\n";
      const auto report = run_report(inventory_options({folder.write("log", log)}));
      CHECK(report.input.records == 2);
      CHECK(report.input.dropped[1].lines == 1);
    }
  }
}

TEST_CASE("input without a usable record is an error that says what was found") {
  const ScratchFolder folder;
  const auto error_of = [&](const std::string& log) {
    const auto result = pipeline::run(inventory_options({folder.write("log", log)}));
    REQUIRE(!result);
    CHECK(result.error().kind == ErrorKind::input);
    CHECK(result.error().where == folder.path("log"));
    return to_string(result.error());
  };
  CHECK(error_of("").find("empty") != std::string::npos);
  CHECK(error_of("\xEF\xBB\xBF").find("empty") != std::string::npos);
  CHECK(error_of("\n\n").find("2 blank") != std::string::npos);
  CHECK(error_of("hello\n").find(":1: malformed") != std::string::npos);
  CHECK(error_of("{}\n").find("1 no_time") != std::string::npos);
}

TEST_CASE("times at both ends of the range make a report") {
  const ScratchFolder folder;
  const std::string log = R"({"timestamp":-9223372036854775808,"event":"batch_error"})"
                          "\n"
                          R"({"timestamp":9223372036854775806,"event":"batch_error"})"
                          "\n";
  auto options = inventory_options({folder.write("log", log)});
  for (const bool relative : {false, true}) {
    if (relative) options.from = TimeBound{true, -5 * kMinute};
    const auto report = run_report(options);
    CHECK(report.kpi.failures == (relative ? 1 : 2));
    REQUIRE(report.kpi.transactions_per_minute);
    CHECK(*report.kpi.transactions_per_minute > 0);
  }
}

}  // namespace
}  // namespace invmon
