#include <doctest/doctest.h>

#include <sstream>

#include "report/writers.hpp"

namespace invmon::report {

TEST_CASE("formats are known by name") {
  CHECK(format_by_name("text") == Format::text);
  CHECK(format_by_name("json") == Format::json);
  CHECK(format_by_name("markdown") == Format::markdown);
  CHECK(format_by_name("md") == Format::markdown);
  CHECK(format_by_name("csv") == Format::csv);
  CHECK(format_by_name("") == std::nullopt);
  CHECK(format_by_name("JSON") == std::nullopt);
}

TEST_CASE("formats are known by a file name's ending") {
  CHECK(format_by_ending("report.txt") == Format::text);
  CHECK(format_by_ending("a/b.c/report.json") == Format::json);
  CHECK(format_by_ending("report.csv.md") == Format::markdown);
  CHECK(format_by_ending("report.markdown") == Format::markdown);
  CHECK(format_by_ending("report.csv") == Format::csv);
  CHECK(format_by_ending("json") == std::nullopt);
  CHECK(format_by_ending("report.json.bak") == std::nullopt);
  CHECK(format_by_ending("") == std::nullopt);
}

TEST_CASE("a report is written in the format asked for") {
  const auto begin_of = [](Format format) {
    std::ostringstream out;
    Report report;
    report.profile_name = "a-bot";
    write(report, format, {}, out);
    return out.str().substr(0, 5);
  };
  CHECK(begin_of(Format::json) == "{\n  \"");
  CHECK(begin_of(Format::csv) == "from,");
  CHECK(begin_of(Format::markdown).starts_with("# "));
  CHECK(begin_of(Format::text).starts_with("a-bot"));
}

}  // namespace invmon::report
