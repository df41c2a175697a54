#include <doctest/doctest.h>

#include <sstream>

#include "contains.hpp"
#include "lib/report/slo_sample.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

std::string markdown_of(const Report& report) {
  std::ostringstream out;
  write_markdown(report, out);
  return out.str();
}

/// Cells of a table row as GitHub counts them: a pipe after a backslash belongs to the text.
std::size_t cells_of(std::string_view line) {
  std::size_t pipes = 0;
  bool escaped = false;
  for (const char c : line) {
    pipes += c == '|' && !escaped;
    escaped = c == '\\' && !escaped;
  }
  return pipes - 1;
}

}  // namespace

TEST_CASE("every row of a Markdown table has as many cells as its header, whatever the log holds") {
  std::istringstream in(markdown_of(sample_report()));
  std::size_t expected = 0, rows = 0;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('|')) {
      expected = 0;
      continue;
    }
    INFO(line);
    if (expected == 0) expected = cells_of(line);
    CHECK(cells_of(line) == expected);
    ++rows;
  }
  CHECK(rows > 60);
}

TEST_CASE("Markdown has a line for each SLO, whatever it is called") {
  Report report = sample_report();
  report.slos = {met_slo(), missed_slo()};
  const std::string markdown = markdown_of(report);
  CHECK(contains(markdown,
                 "\n## Service level objectives\n\n| Verdict | SLO | Objective | Actual | Budget left | Top burn rate |\n"));
  CHECK(contains(markdown, "| MET | availability | 99.50 % | 99.75 % | 50.0 % | 0 |\n"));
  CHECK_FALSE(contains(markdown, "<fast>"));
}

TEST_CASE("Markdown has the same parts as the text") {
  const std::string markdown = markdown_of(sample_report());
  CHECK(markdown.starts_with("# inventory-bot (detected): 2025-02-01 00:00 to 2025-02-08 00:00 UTC (7d 00h)\n\n6,500 records"));
  for (const char* title : {"Stability", "Performance", "Efficiency", "Over time, windows of 1h", "Gauges", "Worst windows",
                            "Errors by code", "By warehouse", "By event\\|type", "Longest streaks of failures", "Notes"}) {
    INFO(title);
    CHECK(contains(markdown, "\n\n## " + std::string(title) + "\n\n"));
  }
  CHECK(contains(markdown, "| Error rate | 1.22 % |\n"));
  CHECK(contains(markdown, "| (no code) | 12 | 15.4 % |\n"));
  CHECK(contains(markdown, "\n2 more.\n"));
}

TEST_CASE("hostile texts can be neither markup nor control characters in Markdown") {
  const std::string markdown = markdown_of(sample_report());
  for (const char c : markdown) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK_FALSE(contains(markdown, " <b>"));
  CHECK_FALSE(contains(markdown, "\u202e"));
}

TEST_CASE("a report without transactions says why in Markdown too") {
  const std::string markdown = markdown_of(Report{});
  CHECK(contains(markdown, "\n\nNo transactions: the input is empty.\n"));
  CHECK_FALSE(contains(markdown, "## "));
}

}  // namespace invmon::report
