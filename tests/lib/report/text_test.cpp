#include <doctest/doctest.h>

#include <sstream>

#include "base/text.hpp"
#include "contains.hpp"
#include "lib/report/slo_sample.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

std::string text_of(const Report& report, TextStyle style = {}) {
  std::ostringstream out;
  write_text(report, style, out);
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// The first words of the rows below the header of the table with this title.
std::vector<std::string> first_words(const std::string& text, const std::string& title) {
  std::vector<std::string> words;
  std::istringstream in(text.substr(text.find("\n" + title + "\n") + title.size() + 2));
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line) && !line.empty()) words.push_back(line.substr(0, line.find(' ')));
  return words;
}

}  // namespace

TEST_CASE("no line is wider than the terminal, whatever the log holds") {
  for (std::size_t columns = 40; columns <= 200; ++columns) {
    for (const std::string& line : lines_of(text_of(sample_report(), {false, columns}))) {
      INFO(columns, ": ", line);
      CHECK(display_width(line) <= columns);
    }
  }
}

TEST_CASE("numbers beyond all sense do not break the layout") {
  Report report = sample_report();
  report.kpi = sample_kpi(18'446'744'073'709'551'615U, 9'000'000'000'000'000'000U, 1e300);
  report.kpi.retry_rate = 1e20;
  report.windows[3].kpi.duration.p95 = 1e300;
  report.streaks[0].run = {18'446'744'073'709'551'615U, INT64_MIN, INT64_MAX};
  for (const std::size_t columns : {40, 80, 200}) {
    for (const std::string& line : lines_of(text_of(report, {false, columns}))) CHECK(display_width(line) <= columns);
  }
}

TEST_CASE("hostile texts leave no control character, and no escape sequence but our own") {
  const std::string plain = text_of(sample_report(), {false, 160});
  for (const char c : plain) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK_FALSE(contains(plain, "\u202e"));
  std::string colored = text_of(sample_report(), {true, 160});
  for (const std::string_view code : {"\x1b[31m", "\x1b[2m", "\x1b[0m"}) {
    for (std::size_t at; (at = colored.find(code)) != std::string::npos;) colored.erase(at, code.size());
  }
  CHECK(colored == plain);
}

TEST_CASE("the title says profile, range and zone, and how much was read") {
  const auto lines = lines_of(text_of(sample_report()));
  CHECK(lines[0] == "inventory-bot (detected): 2025-02-01 00:00 to 2025-02-08 00:00 UTC (7d 00h)");
  CHECK(lines[1] == "6,500 records in 6,543 lines (1.23 MB) of 2 sources");
}

TEST_CASE("windows of less than a minute are shown with seconds") {
  Report report = sample_report();
  report.window_seconds = 10;
  CHECK(contains(text_of(report), "2025-02-01 00:00:00 to 2025-02-08 00:00:00 UTC"));
}

TEST_CASE("the worst windows are those with most failures, then the slowest") {
  Report report = sample_report();
  report.windows = {{kSampleStart, 0, sample_kpi(9, 1, 0.1)},
                    {kSampleStart + kDay, 0, sample_kpi(9, 2, 0.1)},
                    {kSampleStart + 2 * kDay, 0, sample_kpi(9, 2, 0.2)},
                    {kSampleStart + 3 * kDay, 0, sample_kpi(9, 0, 9.0)}};
  CHECK(first_words(text_of(report), "Worst windows") == std::vector<std::string>{"2025-02-03", "2025-02-02", "2025-02-01"});
}

TEST_CASE("without failures the slowest windows are shown") {
  Report report = sample_report();
  report.kpi = sample_kpi(18, 0, 0.2);
  report.windows = {{kSampleStart, 0, sample_kpi(9, 0, 0.1)},
                    {kSampleStart + kDay, 0, sample_kpi(0, 0, 0)},
                    {kSampleStart + 2 * kDay, 0, sample_kpi(9, 0, 0.2)}};
  const std::string text = text_of(report);
  CHECK(first_words(text, "Slowest windows") == std::vector<std::string>{"2025-02-03", "2025-02-01"});
  CHECK_FALSE(contains(text, "Worst windows"));
}

TEST_CASE("groups come worst first by error rate, then p95, and the best beyond twenty are only counted") {
  const auto words = first_words(text_of(sample_report()), "By warehouse");
  REQUIRE(words.size() == 21);
  CHECK(std::vector(words.begin(), words.begin() + 5) ==
        std::vector<std::string>{"WH-119", "WH-114", "WH-109", "WH-104", "WH-118"});
  CHECK(words.back() == "2");
}

TEST_CASE("the longest streaks say when, where and how long") {
  const std::string text = text_of(sample_report());
  const std::size_t group = text.find("2025-02-04 14:00  warehouse WH-103                   14  2h 00m\n");
  const std::size_t overall = text.find("2025-02-01 05:00  overall                             7  1m 30s\n");
  CHECK(group != std::string::npos);
  CHECK(overall != std::string::npos);
  CHECK(group < overall);
}

TEST_CASE("the SLOs have a line each, missed ones first, and fit a terminal of 80 columns") {
  Report report = sample_report();
  CHECK_FALSE(contains(text_of(report), "Service level objectives"));
  report.slos = {met_slo(), unknown_slo(), missed_slo()};
  report.slos[2].name = "latency";
  report.slos[2].labels = {{"zone", "WH-01"}};
  CHECK(contains(text_of(report),
                 "\nService level objectives\n"
                 "Verdict  SLO              Objective   Actual  Budget left  Top burn rate\n"
                 "MISSED   latency (WH-01)     95.0 %   90.0 %       -100 %           2.50\n"
                 "UNKNOWN  silent              90.0 %        -            -              -\n"
                 "MET      availability       99.50 %  99.75 %       50.0 %              0\n\n"));
  report.slos[2] = missed_slo();
  for (const std::string& line : lines_of(text_of(report, {false, 80}))) CHECK(display_width(line) <= 80);
}

TEST_CASE("what was dropped is told by reason, without reasons that dropped nothing") {
  const std::string text = text_of(sample_report(), {false, 200});
  CHECK(contains(text, "43 of 6,543 lines not counted: 1 blank, 3 malformed, 1 no time, 20 out of range, 18 filtered.\n"));
  CHECK(contains(text, "sample_data/inventory.jsonl:17 (byte 3021): malformed: unexpected end after \"\\x1b]0;owned\\x07\"\n"));
  CHECK(contains(text, "12 transactions came too late to count in streaks."));
  CHECK(contains(text, "warehouse has too many values: the rest is in (other)."));
  CHECK(contains(text, "4 long streaks left out"));
}

TEST_CASE("a clean input has nothing to note") {
  Report report = sample_report();
  report.input.dropped = {{"blank", 0}};
  report.input.examples.clear();
  report.input.late = 0;
  report.dimensions[0].folded = false;
  report.streaks_left_out = 0;
  const std::string text = text_of(report);
  CHECK_FALSE(contains(text, "not counted"));
  CHECK_FALSE(contains(text, "too late"));
  CHECK_FALSE(contains(text, "(other)."));
  CHECK_FALSE(contains(text, "left out"));
}

TEST_CASE("a report without transactions says why") {
  Report report;
  report.profile_name = "bot";
  report.profile_source = "builtin";
  CHECK(contains(text_of(report), "No transactions: the input is empty."));
  report.input.lines = 3;
  CHECK(contains(text_of(report), "No transactions: no line became a record."));
  report.input.records = 3;
  CHECK(contains(text_of(report, {false, 120}), "transaction expression holds for none of the records."));
  CHECK_FALSE(contains(text_of(report), "Stability"));
}

TEST_CASE("a window without transactions is a gap in both sparklines") {
  Report report = sample_report();
  report.windows = {{kSampleStart, 0, sample_kpi(4, 0, 0.5)},
                    {kSampleStart + kHour, 0, sample_kpi(0, 0, 0)},
                    {kSampleStart + 2 * kHour, 0, sample_kpi(4, 1, 1)}};
  const std::string text = text_of(report);
  CHECK(contains(text, "Error rate  ▁ █  max 25.0 %\n"));
  CHECK(contains(text, "p95         ▅ █  max 1.00 s\n"));
}

}  // namespace invmon::report
