#include "scrape/read_scrapes.hpp"

#include <doctest/doctest.h>

#include "scratch_folder.hpp"

namespace invmon::scrape {
namespace {

/// What a series of scrapes gives: "TIME_S:NAME=VALUE NAME=VALUE" for each point, and what was skipped.
struct Read {
  std::vector<std::string> points;
  std::vector<std::string> skipped;
  std::string error;
};

std::string described(const TimePoint& point) {
  std::string text = std::to_string(point.time / kSecond) + ":";
  for (const auto& family : point.metrics) {
    for (const auto& sample : family.samples) text += " " + sample.name + "=" + std::to_string(static_cast<int>(sample.value));
  }
  return text;
}

Read read_all(const ScratchFolder& folder, std::optional<Dialect> dialect = std::nullopt) {
  Read read;
  const auto skip = [&](const Error& error) { read.skipped.push_back(to_string(error).substr(folder.path().size() + 1)); };
  auto series = ScrapeSeries::open({{folder.path()}, dialect, skip, [](const auto&, const auto&) {}});
  if (!series) {
    read.error = to_string(series.error());
    return read;
  }
  for (;;) {
    auto point = series->next();
    REQUIRE(point);
    if (!*point) return read;
    read.points.push_back(described(**point));
  }
}

using Texts = std::vector<std::string>;

TEST_CASE("files of one scrape come in order of the times in their names") {
  const ScratchFolder folder;
  folder.write("b-1738368060.prom", "a 2\n");
  folder.write("c-2025-02-01T00-00-00Z.prom", "a 1\n");
  folder.write("a-1738368120.prom", "a 3\n");
  const auto read = read_all(folder);
  CHECK(read.points == Texts{"1738368000: a=1", "1738368060: a=2", "1738368120: a=3"});
  CHECK(read.skipped.empty());
}

TEST_CASE("a file holds many scrapes, each behind a comment with its time, or ended by EOF") {
  const ScratchFolder folder;
  folder.write("a.prom", "# timestamp 1738368000\na 1\n\n# timestamp 1738368060\na 2\nb 3\n# 1738368120\n\n");
  folder.write("b.om", "# timestamp 1738368030\n# TYPE c counter\nc_total 1\n# EOF\n# timestamp 1738368090\nc 2\n# EOF\n");
  const auto read = read_all(folder);
  CHECK(read.points == Texts{"1738368000: a=1", "1738368030: c_total=1", "1738368060: a=2 b=3", "1738368090: c=2"});
}

TEST_CASE("samples' own times come before all others") {
  const ScratchFolder folder;
  folder.write("a-1738360000.prom",
               "# HELP a x\n# TYPE a gauge\na 1 1738368000000\n# HELP a x\n# TYPE a gauge\na 2 1738368060000\n");
  CHECK(read_all(folder).points == Texts{"1738368000: a=1", "1738368060: a=2"});
}

TEST_CASE("samples of one scrape that were taken a little apart stay together") {
  const ScratchFolder folder;
  folder.write("a.prom", "a 1 1738368000000\nb 2 1738368001000\n");
  CHECK(read_all(folder).points == Texts{"1738368001: a=1 b=2"});
}

TEST_CASE("a text with several samples of a series is a history") {
  const ScratchFolder folder;
  folder.write("a.om", "# TYPE a counter\na_total 0 1738368000\na_total 5 1738368060\n# TYPE b gauge\nb 7 1738368060\n# EOF\n");
  CHECK(read_all(folder).points == Texts{"1738368000: a_total=0", "1738368060: a_total=5 b=7"});
}

TEST_CASE("scrapes that are wrong are skipped, and told of once with their line") {
  const ScratchFolder folder;
  folder.write("a.prom", "# 1738368000\na 1\n# 1738368060\na\n# 1738368120\na 3\n");
  folder.write("b.prom", "# 1738368030\nb 1 x\n");
  const auto read = read_all(folder);
  CHECK(read.points == Texts{"1738368000: a=1", "1738368120: a=3"});
  CHECK(read.skipped == Texts{"b.prom:2:5: not a time in whole milliseconds: 'x'", "a.prom:4:2: a space is missing"});
}

TEST_CASE("a scrape that was cut off is not taken for a whole one") {
  const ScratchFolder folder;
  folder.write("a.om", "# 1738368000\na 1\n# EOF\n# 1738368060\na 2\n");
  const auto read = read_all(folder);
  CHECK(read.points == Texts{"1738368000: a=1"});
  CHECK(read.skipped == Texts{"a.om:6:1: the text ends without '# EOF': it may be cut off"});
}

TEST_CASE("without any time it is said what to do") {
  const ScratchFolder folder;
  folder.write("a.prom", "a 1\n");
  const auto read = read_all(folder);
  CHECK(read.error.find("a.prom:1: nothing says when this was scraped (put the time into the file's name") != std::string::npos);
}

TEST_CASE("a time in a file's name is that of its first scrape only") {
  const ScratchFolder folder;
  folder.write("a-1738368000.om", "a 1\n# EOF\na 2\n# EOF\n");
  const auto read = read_all(folder);
  CHECK(read.points == Texts{"1738368000: a=1"});
  CHECK(read.skipped.size() == 1);
}

TEST_CASE("empty files hold no scrape") {
  const ScratchFolder folder;
  folder.write("a-1738368000.prom", "");
  folder.write("b-1738368000.prom", "\n \n");
  CHECK(read_all(folder).error == "there is no scrape in the input");
}

TEST_CASE("a check counts scrapes and needs no times") {
  const ScratchFolder folder;
  folder.write("a.prom", "a 1\n");
  folder.write("b.om", "b{ 1\n# EOF\nb 2\n# EOF\n");
  Texts wrong;
  const auto skip = [&](const Error& error) { wrong.push_back(to_string(error).substr(folder.path().size() + 1)); };
  const auto scrapes = check_scrapes({{folder.path()}, std::nullopt, skip, [](const auto&, const auto&) {}});
  REQUIRE(scrapes);
  CHECK(*scrapes == 3);
  CHECK(wrong == Texts{"b.om:1:3: a label's name is missing"});
}

}  // namespace
}  // namespace invmon::scrape
