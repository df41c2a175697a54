#include "report/query.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "contains.hpp"

namespace invmon::report {
namespace {

constexpr Nanos kStart = 1'738'368'000 * kSecond;  // 2025-02-01T00:00:00Z

Query sample_query() {
  Query query;
  query.head.window_seconds = 300;
  query.head.from = kStart;
  query.head.to = kStart + 5 * kMinute;
  query.windowed = true;
  query.by = {"route"};
  query.columns = {{"error_rate", kpi::Unit::ratio, "Failures divided by transactions."}, {"sum(bytes)", {}, {}}};
  query.rows = {{kStart, kStart + 5 * kMinute, {"/a,b"}, {0.25, 1e15}}, {kStart, kStart + 5 * kMinute, {"=x"}, {{}, -2.5}}};
  query.left_out = 7;
  return query;
}

std::string written(const Query& query, Format format, std::size_t columns = 80) {
  std::ostringstream out;
  write(query, format, {false, columns}, out);
  return out.str();
}

TEST_CASE("csv holds the rows alone, an empty cell for what does not exist, and nothing that a spreadsheet would run") {
  CHECK(written(sample_query(), Format::csv) ==
        "from,to,route,error_rate,sum(bytes)\r\n"
        "2025-02-01T00:00:00.000Z,2025-02-01T00:05:00.000Z,\"/a,b\",0.25,1e+15\r\n"
        "2025-02-01T00:00:00.000Z,2025-02-01T00:05:00.000Z,'=x,,-2.5\r\n");
}

TEST_CASE("json has columns with their units, rows as objects and null for what does not exist") {
  const auto json = written(sample_query(), Format::json);
  CHECK(contains(json, R"-({"name": "error_rate", "unit": "ratio", "help": "Failures divided by transactions."})-"));
  CHECK(contains(json, R"-({"name": "sum(bytes)", "unit": null, "help": null})-"));
  CHECK(contains(json, R"-("route": "=x", "error_rate": null, "sum(bytes)": -2.5})-"));
  CHECK(contains(json, R"-("window": {"seconds": 300})-"));
  CHECK(contains(json, R"-("left_out": 7)-"));
}

TEST_CASE("without windows there are no times, and without groups no keys") {
  auto query = sample_query();
  query.windowed = false;
  query.by.clear();
  query.rows = {{0, 0, {}, {1, {}}}};
  CHECK(written(query, Format::csv) == "error_rate,sum(bytes)\r\n1,\r\n");
  CHECK(contains(written(query, Format::json), R"("window": null)"));
  CHECK(contains(written(query, Format::text), "Whole range\nerror_rate  sum(bytes)\n     100 %           -\n"));
}

TEST_CASE("a table for a narrow terminal has all columns, and says how many rows are left out") {
  auto query = sample_query();
  for (int i = 0; i < 9; ++i) {
    query.columns.push_back({"column_number_" + std::to_string(i), kpi::Unit::seconds, {}});
    for (auto& row : query.rows) row.values.emplace_back(i);
  }
  const auto text = written(query, Format::text, 40);
  CHECK(contains(text, "Windows of 5m by route"));
  CHECK(contains(text, "column_number_8"));
  CHECK(contains(text, "8.00 s\n"));
  CHECK(contains(text, "\n7 more\n"));
  CHECK(contains(written(query, Format::markdown), R"(column\_number\_8 |)"));
}

}  // namespace
}  // namespace invmon::report
