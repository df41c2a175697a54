#include "pipeline/query.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "reference/exact_report.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

using Maybe = std::optional<double>;

report::Query ask(const pipeline::Options& options, const pipeline::QuerySpec& spec) {
  auto query = pipeline::query(options, spec);
  REQUIRE_MESSAGE(query, (query ? "" : to_string(query.error())));
  return *std::move(query);
}

std::string query_error_of(const pipeline::Options& options, const pipeline::QuerySpec& spec) {
  const auto query = pipeline::query(options, spec);
  return query ? "" : to_string(query.error());
}

std::string good_line(Nanos at, const std::string& warehouse, const std::string& more = "") {
  return batch_line(at, warehouse, false, more) + "\n";
}

/// The values of a column, row by row.
std::vector<Maybe> column(const report::Query& query, std::size_t index) {
  std::vector<Maybe> values;
  for (const auto& row : query.rows) values.push_back(row.values[index]);
  return values;
}

std::vector<std::string> group_keys(const report::Query& query) {
  std::vector<std::string> result;
  for (const auto& row : query.rows) result.push_back(row.key.front());
  return result;
}

const std::string kChecked = "transactions,failures,error_rate,min,p95,items_per_minute,failure_streak,streak_over_threshold";

/// Counts and streaks exactly, quantiles as report.md promises.
void check_numbers(const report::QueryRow& row, const kpi::Snapshot& exact) {
  CHECK(row.values[0] == static_cast<double>(exact.transactions));
  CHECK(row.values[1] == static_cast<double>(exact.failures));
  CHECK(row.values[2] == exact.error_rate);
  CHECK(row.values[3] == exact.duration.min);
  REQUIRE(row.values[4].has_value() == exact.duration.p95.has_value());
  if (row.values[4]) CHECK(*row.values[4] == doctest::Approx(*exact.duration.p95).epsilon(0.00271));
  CHECK(row.values[5].value() == doctest::Approx(exact.items_per_minute.value()).epsilon(1e-12));
  REQUIRE(exact.streak);
  CHECK(row.values[6] == static_cast<double>(exact.streak->longest ? exact.streak->longest->length : 0));
  CHECK(row.values[7] == static_cast<double>(exact.streak->over_threshold));
}

TEST_CASE("the rows of a dimension, and those of windows, are what an exact reading of the log gives") {
  const ScratchFolder folder;
  const auto options = inventory_options({folder.write("bot.log", generated_log(8 * kHour, 3))});
  reference::ReportOptions wanted;
  wanted.paths = options.inputs;
  wanted.by = {"warehouse"};
  auto windowed = options;
  SUBCASE("windows of a given length") { windowed.window = wanted.window = 10 * kMinute; }
  SUBCASE("windows of a length that is chosen") {}
  const auto exact = reference::exact_report(wanted);

  const auto groups = ask(options, {.select = kChecked, .by = {"warehouse"}});
  std::size_t compared = 0;
  for (const auto& row : groups.rows) {
    for (const auto& group : exact.dimensions[0].groups) {
      if (group.key == row.key[0]) check_numbers(row, group.kpi), ++compared;
    }
  }
  CHECK(compared == exact.dimensions[0].groups.size());

  const auto series = ask(windowed, {.select = kChecked, .windowed = true});
  REQUIRE(series.rows.size() == exact.windows.size());
  for (std::size_t i = 0; i < exact.windows.size(); ++i) {
    CHECK(series.rows[i].from == exact.windows[i].from);
    CHECK(series.rows[i].to == exact.windows[i].to);
    check_numbers(series.rows[i], exact.windows[i].kpi);
  }
}

TEST_CASE("rows of a window and group add up to those of the window, with chosen windows too") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("bot.log", generated_log(8 * kHour, 3))});
  SUBCASE("a given length") { options.window = 30 * kMinute; }
  SUBCASE("a length that is chosen") {}
  SUBCASE("a length that is chosen for a range longer than the log") { options.to = TimeBound{false, kLogStart + 20 * kDay}; }
  const auto whole = ask(options, {.select = "count,sum(items)", .windowed = true});
  const auto parts = ask(options, {.select = "count,sum(items)", .by = {"warehouse", "event"}, .windowed = true});
  std::size_t next = 0;
  for (const auto& window : whole.rows) {
    double count = 0, items = 0;
    for (; next < parts.rows.size() && parts.rows[next].from == window.from; ++next) {
      CHECK(parts.rows[next].to == window.to);
      count += *parts.rows[next].values[0];
      items += parts.rows[next].values[1].value_or(0);
    }
    CHECK(count == *window.values[0]);
    CHECK(items == window.values[1].value_or(0));
  }
  CHECK(next == parts.rows.size());
}

TEST_CASE("threads, blocks and the order of files change no byte") {
  const ScratchFolder folder;
  const auto first = folder.write("a.log", generated_log(3 * kHour, 5, 1)),
             second = folder.write("b.log", generated_log(3 * kHour, 5, 2));
  const pipeline::QuerySpec spec{.select = "count,p95,sum(items),last(mem_mb),failure_streak",
                                 .by = {"warehouse", "error_code"},
                                 .windowed = true,
                                 .sort = "-p95"};
  std::string expected;
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (const std::size_t block : {1'000U, 256U * 1024U}) {
      auto options = inventory_options(threads == 2 ? std::vector{second, first} : std::vector{first, second});
      options.threads = threads;
      options.limits.block_bytes = block;
      std::ostringstream out;
      write_query_json(ask(options, spec), out);
      if (expected.empty()) expected = out.str();
      CHECK(out.str() == expected);
    }
  }
}

TEST_CASE("days are those of the zone, for groups too") {
  const ScratchFolder folder;
  // Berlin's 2 February begins at 23:00 UTC of the day before.
  auto options = inventory_options({folder.write("bot.log", good_line(22 * kHour, "A") + good_line(23 * kHour, "A"))});
  options.zone = *TimeZone::load("Europe/Berlin");
  options.window = kDay;
  const auto query = ask(options, {.select = "count", .by = {"warehouse"}, .windowed = true});
  REQUIRE(query.rows.size() == 2);
  CHECK(query.rows[0].from == kLogStart - kHour);
  CHECK(query.rows[1].from == kLogStart + 23 * kHour);
  CHECK(column(query, 0) == std::vector<Maybe>{1, 1});
}

TEST_CASE("any field can be added up and grouped by, and a dimension of the profile comes before a field of its name") {
  const ScratchFolder folder;
  const auto log = good_line(0, "A", R"(,"bytes":1e308,"user":{"name":"x"})") +
                   good_line(1, "A", R"(,"bytes":-1e308,"user":{"name":"x"})") +
                   good_line(2, "B", R"(,"bytes":0.25,"user":{"name":"y"})") + good_line(3, "B");
  const auto options = inventory_options({folder.write("bot.log", log)});
  const auto query = ask(options, {.select = "sum(bytes),min(bytes),count(bytes),count", .by = {"user.name"}});
  CHECK(group_keys(query) == std::vector<std::string>{"(none)", "x", "y"});
  CHECK(column(query, 0) == std::vector<Maybe>{{}, 0, 0.25});
  CHECK(column(query, 1) == std::vector<Maybe>{{}, -1e308, 0.25});
  CHECK(column(query, 2) == std::vector<Maybe>{0, 2, 1});
  CHECK(column(query, 3) == std::vector<Maybe>{1, 2, 1});
  auto renamed = options;
  renamed.profile.dimensions.push_back({.name = "bytes", .paths = {"warehouse"}, .map = {}});
  CHECK(group_keys(ask(renamed, {.by = {"bytes"}})) == std::vector<std::string>{"A", "B"});
}

TEST_CASE("rows are sorted by any column, those without a value come last, and equal ones keep their order") {
  const ScratchFolder folder;
  const auto log =
      good_line(0, "A") + good_line(1, "B", R"(,"n":-1)") + good_line(2, "C", R"(,"n":7)") + good_line(3, "D", R"(,"n":7)");
  const auto options = inventory_options({folder.write("bot.log", log)});
  const auto sorted = [&](const std::string& sort, std::optional<std::size_t> top = {}) {
    return group_keys(ask(options, {.select = "max(n),count", .by = {"warehouse"}, .sort = sort, .top = top}));
  };
  CHECK(sorted("max(n)") == std::vector<std::string>{"B", "C", "D", "A"});
  CHECK(sorted("-max(n)") == std::vector<std::string>{"C", "D", "B", "A"});
  CHECK(sorted("-warehouse") == std::vector<std::string>{"D", "C", "B", "A"});
  CHECK(sorted("count") == std::vector<std::string>{"A", "B", "C", "D"});
  CHECK(sorted("", 2) == std::vector<std::string>{"C", "D"});
  CHECK(sorted("warehouse", 1) == std::vector<std::string>{"A"});
  const auto query = ask(options, {.by = {"warehouse"}, .top = 3});
  CHECK(query.rows.size() == 3);
  CHECK(query.left_out == 1);
  CHECK(ask(options, {.by = {"warehouse"}, .top = 4}).left_out == 0);
}

TEST_CASE("groups beyond those kept fold into one, which has no streaks") {
  const ScratchFolder folder;
  std::string log;
  for (int i = 0; i < 9; ++i) log += batch_line(i * kSecond, "W" + std::to_string(i), true) + "\n";
  auto options = inventory_options({folder.write("bot.log", log)});
  options.max_groups = 3;
  const auto query = ask(options, {.select = "count,failure_streak", .by = {"warehouse"}});
  CHECK(group_keys(query) == std::vector<std::string>{"(other)", "W0", "W1", "W2"});
  CHECK(column(query, 0) == std::vector<Maybe>{6, 1, 1, 1});
  CHECK(column(query, 1) == std::vector<Maybe>{{}, 1, 1, 1});
  REQUIRE(query.notes.size() == 1);
  CHECK(query.notes[0] == "there are more than 3 groups: the rest is in (other)");
}

TEST_CASE("age counts from the last record, of an earlier window too, to the window's end") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("bot.log", good_line(90 * kSecond, "A") + good_line(210 * kSecond, "A"))});
  options.window = kMinute;
  options.from = TimeBound{false, kLogStart};
  const auto query = ask(options, {.select = "age", .windowed = true});
  CHECK(column(query, 0) == std::vector<Maybe>{{}, 30, 90, 30});
}

TEST_CASE("without a record a table has one row of nothing, and a series none") {
  const ScratchFolder folder;
  auto options = inventory_options({folder.write("bot.log", good_line(0, "A"))});
  options.where = "false";
  const auto query = ask(options, {.select = "count,p95,sum(items)"});
  REQUIRE(query.rows.size() == 1);
  CHECK(query.rows[0].values == std::vector<Maybe>{0, {}, {}});
  CHECK(ask(options, {.by = {"warehouse"}}).rows.empty());
  CHECK(ask(options, {.windowed = true}).rows.empty());
}

TEST_CASE("names that are hardly meant are told") {
  const ScratchFolder folder;
  const auto options = inventory_options({folder.write("bot.log", good_line(0, "A"))});
  const auto query = ask(options, {.select = "max(cpu_precent)", .by = {"warehous"}});
  CHECK(query.notes == std::vector<std::string>{"no record has a number at 'cpu_precent' (did you mean 'cpu_percent'?)",
                                                "no record has a text at 'warehous' (did you mean 'warehouse'?)"});
  CHECK(query_error_of(options, {.sort = "p98"}) == "--sort: no column 'p98' (did you mean 'p95'?)");
  CHECK(query_error_of(options, {.by = {"a", "b", "c", "d", "e"}}) == "--by: 5 dimensions (at most 4)");
  CHECK(query_error_of(options, {.by = {"warehouse", "warehouse"}}) == "--by: two columns are called 'warehouse'");
  CHECK(query_error_of(options, {.select = "count", .by = {"count"}}) == "--by: two columns are called 'count'");
  CHECK(query_error_of(options, {.by = {"from"}, .windowed = true}) == "--by: two columns are called 'from'");
}

}  // namespace
}  // namespace invmon
