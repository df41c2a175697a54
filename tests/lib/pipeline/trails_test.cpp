#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "lib/pipeline/compare_reports.hpp"
#include "lib/pipeline/logs.hpp"
#include "pipeline/judge.hpp"
#include "scratch_folder.hpp"

namespace invmon {
namespace {

constexpr const char* kProfile = R"(
name: shop
fields: {time: t, dimensions: [wh]}
failure: bad == true
flows:
- name: order
  id: order.id
  steps: [{name: in, when: e == "in"}, {name: out, when: e == "out"}]
sequences: [{name: audit, number: n, by: [wh]}]
components: [{name: db, where: e == "db", degraded: failures >= 1, down: error_rate > 50% or age > 15m, critical: true}]
)";

pipeline::Options options_of(std::vector<std::string> inputs) {
  pipeline::Options options;
  options.inputs = std::move(inputs);
  auto profile = record::parse_profile(kProfile, "shop.yaml");
  REQUIRE_MESSAGE(profile, (profile ? "" : to_string(profile.error())));
  options.profile = *std::move(profile);
  return options;
}

report::Report report_of(const pipeline::Options& options,
                         pipeline::Evaluated evaluated = pipeline::Evaluated{.rules = false, .watched = true}) {
  auto policy = policy::parse_policy(options.profile);
  REQUIRE_MESSAGE(policy, (policy ? "" : to_string(policy.error())));
  auto judged = pipeline::judge(options, *std::move(policy), evaluated);
  REQUIRE_MESSAGE(judged, (judged ? "" : to_string(judged.error())));
  return std::move(judged->report);
}

std::string line(Nanos at, const std::string& members) {
  return fmt::format(R"({{"t":"{}",{}}})", format_time(kLogStart + at), members) + "\n";
}

/// 300 orders an hour long of which every tenth stops, and audit entries of two warehouses without each hundredth.
std::vector<std::string> shop_lines() {
  std::vector<std::string> lines;
  for (int i = 0; i < 300; ++i) {
    const Nanos at = i * 12 * kSecond;
    lines.push_back(line(at, fmt::format(R"("e":"in","order":{{"id":"o-{}"}})", i)));
    if (i % 10 != 0) lines.push_back(line(at + kMinute + i * kSecond, fmt::format(R"("e":"out","order":{{"id":"o-{}"}})", i)));
    lines.push_back(line(at, fmt::format(R"("e":"db","bad":{})", i == 7)));
  }
  for (int i = 0; i < 1'000; ++i) {
    if (i % 100 != 50) lines.push_back(line(i * kSecond, fmt::format(R"("n":{},"wh":"WH-{}")", i / 2, i % 2)));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string log;
  for (const auto& text : lines) log += text;
  return log;
}

void check_shop(const report::Report& report) {
  REQUIRE(report.flows.size() == 1);
  const auto& flow = report.flows[0];
  CHECK(flow.started == 300);
  CHECK(flow.completed == 270);
  // The log ends with the last order's second step, 299 x 12 s + 60 s + 299 s = 3,947 s after its start, and a millisecond. In
  // progress are those since 2,147 s: orders 180 and on, of which every tenth stops.
  CHECK(flow.in_progress == 12);
  CHECK(flow.stuck == 18);
  CHECK(flow.lost == 0);
  CHECK(flow.waiting.size() == 10);
  CHECK(flow.waiting[0].id == "o-0");
  CHECK(flow.waiting[1].id == "o-10");
  CHECK(flow.steps[1].max == 60 + 299);
  REQUIRE(report.sequences.size() == 2);
  CHECK(report.sequences[0].labels.at("wh") == "WH-0");
  CHECK(report.sequences[0].seen == 490);
  CHECK(report.sequences[0].missing == 10);
  CHECK(report.sequences[0].gaps[0].from == 25);
  CHECK(report.sequences[1].missing == 0);
  CHECK(report.sequences[1].last == 499);
  REQUIRE(report.components.size() == 1);
  CHECK(report.components[0].health == policy::Health::healthy);
}

}  // namespace

TEST_CASE("flows, sequences and components of a log are reported, whatever its order, blocks, threads and files") {
  const ScratchFolder folder;
  auto lines = shop_lines();
  check_shop(report_of(options_of({folder.write("log", joined(lines))})));
  std::mt19937 random(1);
  for (const unsigned threads : {1U, 3U}) {
    std::ranges::shuffle(lines, random);
    const auto middle = lines.begin() + 900;
    auto options =
        options_of({folder.write("b", joined({lines.begin(), middle})), folder.write("a", joined({middle, lines.end()}))});
    options.threads = threads;
    options.limits.block_bytes = 3'000;
    check_shop(report_of(options));
  }
}

TEST_CASE("waiting and health are judged at the end that the user names") {
  const ScratchFolder folder;
  auto options = options_of({folder.write("log", joined(shop_lines()))});
  options.to = TimeBound{false, kLogStart + 6 * kHour};
  auto report = report_of(options);
  // Lost are those that entered until 7,200 s after the start: all of them.
  CHECK(report.flows[0].lost == 30);
  CHECK(report.components[0].health == policy::Health::down);
  CHECK(report.components[0].last_record == kLogStart + 299 * 12 * kSecond);
  options.to = TimeBound{false, kLogStart + 2 * kMinute};
  report = report_of(options);
  // Ten orders began, number i after 12 i seconds; it left 60 + i seconds later, if it did: before 120 s those of 13 i < 60.
  CHECK(report.flows[0].started == 10);
  CHECK(report.flows[0].completed == 4);
  CHECK(report.flows[0].in_progress == 6);
  CHECK(report.components[0].health == policy::Health::degraded);
  CHECK(report.components[0].reason == "failures >= 1");
}

TEST_CASE("what can't be an id or a number is counted and drops no line") {
  const ScratchFolder folder;
  const auto report = report_of(options_of(
      {folder.write("log", line(0, R"("e":"in","order":{"id":""},"n":"x")") + line(1, R"("e":"in","order":{"id":[1]},"n":-1)") +
                               line(2, R"("e":"in","order":7,"n":1.5)") + line(3, R"("e":"in","order.id":12,"n":"3")") +
                               line(4, R"("e":"out","order":{"id":"12"},"n":4.0)") + line(5, R"("n":[4])"))}));
  CHECK(report.input.records == 6);
  CHECK(report.flows[0].without_id == 3);
  CHECK(report.flows[0].completed == 1);
  REQUIRE(report.sequences.size() == 1);
  CHECK(report.sequences[0].invalid == 3);
  CHECK(report.sequences[0].first == 3);
  CHECK(report.sequences[0].last == 4);
  CHECK(report.sequences[0].seen == 2);
}

TEST_CASE("a log without a record in range has components of unknown health") {
  const ScratchFolder folder;
  auto options = options_of({folder.write("log", joined(shop_lines()))});
  options.where = "false";
  const auto report = report_of(options);
  CHECK(report.flows[0].started == 0);
  CHECK(report.sequences.empty());
  REQUIRE(report.components.size() == 1);
  CHECK(report.components[0].health == policy::Health::unknown);
}

TEST_CASE("flows and the like are kept for reports alone") {
  const ScratchFolder folder;
  const auto report = report_of(options_of({folder.write("log", joined(shop_lines()))}), pipeline::Evaluated{.rules = false});
  CHECK(report.flows.empty());
  CHECK(report.components.empty());
}

}  // namespace invmon
