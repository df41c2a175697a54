#include "generate/generate.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <map>
#include <set>

#include "dates.hpp"

using namespace invmon;
using namespace invmon::generate;

namespace {

std::string text_of(const Options& options) {
  std::string text;
  const auto done = generate::generate(options, [&](std::string_view piece) {
    text += piece;
    return true;
  });
  REQUIRE(done);
  return text;
}

struct Line {
  Nanos time;
  std::string event, warehouse, id, error_code;
  double duration = 0;
  double mem_mb = 0;
  std::uint64_t retries = 0;

  bool failed() const { return event == "batch_error"; }
};

Line read(simdjson::dom::object json) {
  Line line{};
  line.time = parse_rfc3339(std::string_view(json["timestamp"])).value();
  line.event = std::string_view(json["event"]);
  if (line.event == "bot_start") {
    CHECK(std::string_view(json["version"]) == "2.4.1");
    CHECK(std::uint64_t(json["pid"]) >= 300);
    CHECK(json.size() == 5);
    return line;
  }
  line.warehouse = std::string_view(json["warehouse"]);
  line.id = std::string_view(json["batch_id"]);
  line.duration = json["duration"];
  line.mem_mb = json["mem_mb"];
  line.retries = json["retries"];
  REQUIRE(std::uint64_t(json["items"]) >= 1);
  REQUIRE(double(json["cpu_percent"]) <= 100);
  REQUIRE(line.duration > 0);
  REQUIRE(std::string_view(json["outcome"]) == (line.failed() ? "failure" : "success"));
  REQUIRE(std::string_view(json["level"]) == (line.failed() ? "ERROR" : "INFO"));
  if (line.failed()) line.error_code = std::string_view(json["error_code"]);
  REQUIRE(json.size() == (line.failed() ? 12 : 11));
  return line;
}

/// Every line, read by simdjson.
std::vector<Line> lines_of(const Options& options) {
  const std::string text = text_of(options);
  simdjson::dom::parser parser;
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    REQUIRE(end != std::string::npos);
    lines.push_back(read(parser.parse(text.data() + begin, end - begin)));
    begin = end + 1;
  }
  return lines;
}

std::vector<Line> batches_of(const Options& options) {
  auto lines = lines_of(options);
  std::erase_if(lines, [](const Line& line) { return line.event == "bot_start"; });
  return lines;
}

double error_rate(const std::vector<Line>& batches) {
  const auto failed = std::count_if(batches.begin(), batches.end(), [](const Line& line) { return line.failed(); });
  return static_cast<double>(failed) / static_cast<double>(batches.size());
}

std::map<std::string, int> longest_streaks(const std::vector<Line>& batches) {
  std::map<std::string, int> running;
  std::map<std::string, int> longest;
  for (const Line& line : batches) {
    running[line.warehouse] = line.failed() ? running[line.warehouse] + 1 : 0;
    longest[line.warehouse] = std::max(longest[line.warehouse], running[line.warehouse]);
  }
  return longest;
}

}  // namespace

TEST_CASE("the bytes are the same for every number of threads") {
  const Options base{
      .seed = 7, .from = kMonday, .duration = 2 * kDay, .rate = 5, .incidents = {{Scenario::outage, kMonday, kHour}}};
  const std::string expected = text_of(base);
  CHECK(expected.size() > 2'000'000);
  for (const unsigned threads : {0u, 2u, 3u, 8u}) {
    Options options = base;
    options.threads = threads;
    CHECK(text_of(options) == expected);
  }
}

TEST_CASE("another seed gives another log of the same length") {
  const auto one = batches_of({.seed = 1, .from = kMonday, .duration = kDay, .rate = 2});
  const auto two = batches_of({.seed = 2, .from = kMonday, .duration = kDay, .rate = 2});
  CHECK(std::abs(static_cast<double>(one.size()) - static_cast<double>(two.size())) <= 1);
  CHECK_FALSE(std::equal(one.begin(), one.end(), two.begin(), two.end(),
                         [](const Line& a, const Line& b) { return a.time == b.time && a.duration == b.duration; }));
}

TEST_CASE("a week holds the stated number of batches, each with an id of its own") {
  const auto batches = batches_of({.from = kMonday, .duration = 7 * kDay, .rate = 3});
  CHECK(batches.size() == doctest::Approx(3 * 7 * 24 * 60).epsilon(0.05));
  std::set<std::string> ids;
  for (const Line& line : batches) ids.insert(line.id);
  CHECK(ids.size() == batches.size());
}

TEST_CASE("a quiet week keeps the targets of a healthy bot") {
  auto batches = batches_of({.from = kMonday, .duration = 7 * kDay, .rate = 10});
  const auto n = static_cast<double>(batches.size());
  std::uint64_t retries = 0;
  for (const Line& line : batches) retries += line.retries;
  CHECK(error_rate(batches) > 0.006);
  CHECK(error_rate(batches) < 0.010);
  CHECK(static_cast<double>(retries) / n > 0.04);
  CHECK(static_cast<double>(retries) / n < 0.06);
  for (const auto& [warehouse, streak] : longest_streaks(batches)) CHECK(streak < 5);

  std::sort(batches.begin(), batches.end(), [](const Line& a, const Line& b) { return a.duration < b.duration; });
  const auto quantile = [&](double q) { return batches[static_cast<std::size_t>(q * n)].duration; };
  CHECK(quantile(0.95) > 0.24);
  CHECK(quantile(0.95) < 0.29);
  CHECK(quantile(0.99) < 0.5);
}

TEST_CASE("a line is 217 bytes long on average, to within a few") {
  const std::string text = text_of({.from = kMonday, .duration = kDay, .rate = 5});
  const auto lines = std::count(text.begin(), text.end(), '\n');
  CHECK(static_cast<double>(text.size()) / static_cast<double>(lines) == doctest::Approx(217).epsilon(0.02));
}

TEST_CASE("an outage shows as streaks in its warehouses and leaves the rest of the log as it was") {
  const Incident outage{Scenario::outage, kMonday + 10 * kHour, 45 * kMinute};
  const auto batches = batches_of({.from = kMonday, .duration = kDay, .rate = 10, .incidents = {outage}});
  std::vector<Line> inside;
  std::vector<Line> outside;
  for (const Line& line : batches) (outage.covers(line.time) ? inside : outside).push_back(line);
  int struck = 0;
  for (const auto& [warehouse, streak] : longest_streaks(inside)) struck += streak >= 5;
  CHECK(struck >= 1);
  CHECK(struck <= 2);
  for (const auto& [warehouse, streak] : longest_streaks(outside)) CHECK(streak < 5);
  CHECK(error_rate(inside) > 0.1);
  CHECK(error_rate(outside) < 0.012);
  for (const Line& line : outside) CHECK(line.error_code != "E_UPSTREAM_DOWN");
}

TEST_CASE("the bot starts soon after each midnight and after an outage, and its memory begins anew") {
  const Incident outage{Scenario::outage, kMonday + 30 * kHour, kHour};
  const auto lines = lines_of({.from = kMonday, .duration = 3 * kDay, .rate = 20, .incidents = {outage}});
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].event == "bot_start") starts.push_back(i);
  }
  REQUIRE(starts.size() == 4);
  const Nanos due[] = {kMonday, kMonday + kDay, kMonday + 31 * kHour, kMonday + 2 * kDay};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(lines[starts[i]].time >= due[i]);
    CHECK(lines[starts[i]].time < due[i] + 5 * kSecond);
  }
  CHECK(lines[starts[1] - 5].mem_mb > lines[starts[1] + 5].mem_mb + 20);
  CHECK(lines[starts[2] - 5].mem_mb > lines[starts[2] + 5].mem_mb + 5);
}

TEST_CASE("every line is in the half-open range, and only a few are up to two seconds late") {
  const Nanos from = kMonday + 9 * kHour + 123'456'789;
  const Nanos to = from + 20 * kMinute;
  const auto lines = lines_of({.from = from, .duration = to - from, .rate = 1000});
  Nanos latest = from;
  std::size_t late = 0;
  for (const Line& line : lines) {
    REQUIRE(line.time >= from);
    REQUIRE(line.time < to);
    REQUIRE(line.time > latest - 2 * kSecond - kMillisecond);
    late += line.time < latest;
    latest = std::max(latest, line.time);
  }
  CHECK(late > 0);
  CHECK(late < lines.size() / 100);
  CHECK(lines.front().time < from + kMinute);
  CHECK(lines.back().time > to - kMinute);
}

TEST_CASE("a range that is too short for a batch may give no line, and still a start of the bot") {
  CHECK(text_of({.from = kMonday + kHour, .duration = 1, .rate = 0.001}).empty());
  const auto lines = lines_of({.from = kMonday, .duration = 10 * kSecond, .rate = 1e-9});
  REQUIRE(lines.size() >= 1);
  CHECK(lines.front().event == "bot_start");
}

TEST_CASE("a limit in bytes keeps the lines that fit whole, and no others") {
  const Options all{.from = kMonday, .duration = kDay, .rate = 3};
  const std::string text = text_of(all);
  const std::size_t second_line = text.find('\n', text.find('\n') + 1) + 1;
  for (const std::size_t limit :
       {std::size_t{0}, std::size_t{50}, second_line, second_line + 1, std::size_t{400'000}, text.size()}) {
    Options some = all;
    some.threads = 2;
    some.max_bytes = limit;
    CAPTURE(limit);
    const std::size_t whole_lines = limit == 0 ? 0 : text.rfind('\n', limit - 1) + 1;
    CHECK(text_of(some) == text.substr(0, whole_lines));
  }
}

TEST_CASE("a sink that refuses ends the work without an error") {
  for (const unsigned threads : {1u, 2u}) {
    int calls = 0;
    const auto done = generate::generate({.rate = 1e6, .threads = threads}, [&](std::string_view) { return ++calls < 3; });
    CHECK(done);
    CHECK(calls == 3);
  }
}

TEST_CASE("options outside their ranges are usage errors") {
  const Nanos most = std::numeric_limits<Nanos>::max();
  const Nanos least = std::numeric_limits<Nanos>::min();
  const Options wrong[] = {
      {.profile = "inventory-bott"},
      {.from = -1},
      {.from = most},
      {.duration = 0},
      {.duration = -kDay},
      {.duration = most},
      {.rate = 0},
      {.rate = -1},
      {.rate = 1e10},
      {.rate = std::nan("")},
      {.from = kMonday, .incidents = {{Scenario::outage, kMonday, 0}}},
      {.from = kMonday, .incidents = {{Scenario::outage, kMonday - kHour, kHour}}},
      {.from = kMonday, .duration = kDay, .incidents = {{Scenario::outage, kMonday + kDay, kHour}}},
      {.from = kMonday, .incidents = {{Scenario::outage, most, most}}},
      {.from = kMonday, .incidents = {{Scenario::outage, least, most}}},
  };
  for (const Options& options : wrong) {
    const auto done = generate::generate(options, [](std::string_view) -> bool { throw "nothing may be written"; });
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::usage);
  }
}

TEST_CASE("errors name what is wrong and what would be right") {
  const auto none = [](std::string_view) { return false; };
  CHECK(to_string(generate::generate({.profile = "caddy"}, none).error()) ==
        "no generator for profile 'caddy' (one of consignment, dashboard-slo, inventory-bot, platform, sustained)");
  CHECK(to_string(generate::generate({.profile = "platfrom"}, none).error()) ==
        "no generator for profile 'platfrom' (did you mean 'platform'?)");
  const Options outside{.from = kMonday, .duration = kDay, .incidents = {{Scenario::outage, kMonday + 2 * kDay, kHour}}};
  CHECK(to_string(generate::generate(outside, none).error()) ==
        "the incident at 2025-02-05T00:00:00.000Z is not in the log "
        "(the log is from 2025-02-03T00:00:00.000Z to 2025-02-04T00:00:00.000Z)");
}
