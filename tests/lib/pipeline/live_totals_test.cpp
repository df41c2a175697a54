#include <doctest/doctest.h>

#include <limits>

#include "lib/pipeline/logs.hpp"
#include "pipeline/live.hpp"
#include "pipeline/run.hpp"
#include "policy/policy.hpp"
#include "scratch_folder.hpp"

namespace invmon::pipeline {
namespace {

Options totals_options() {
  Options options;
  auto profile = record::load_profile("inventory-bot");
  REQUIRE(profile);
  options.profile = *std::move(profile);
  options.by = {"warehouse", "event"};
  options.thresholds = {0.1, 0.3};
  options.totals = true;
  return options;
}

std::unique_ptr<LiveRun> totals_run() {
  const auto options = totals_options();
  auto policy = policy::parse_policy(options.profile);
  REQUIRE(policy);
  auto run = LiveRun::make(options, *std::move(policy));
  REQUIRE(run);
  return *std::move(run);
}

void check_same(const kpi::Snapshot& actual, const kpi::Snapshot& expected) {
  CHECK(actual.transactions == expected.transactions);
  CHECK(actual.failures == expected.failures);
  CHECK(actual.items == expected.items);
  CHECK(actual.retries == expected.retries);
  CHECK(actual.duration.sum == expected.duration.sum);
  CHECK(actual.duration.p95 == expected.duration.p95);
  CHECK(actual.duration.within == expected.duration.within);
  REQUIRE(actual.gauges.size() == expected.gauges.size());
  for (std::size_t i = 0; i < actual.gauges.size(); ++i) CHECK(actual.gauges[i].last == expected.gauges[i].last);
}

}  // namespace

TEST_CASE("before the first record all totals are 0") {
  const auto report = totals_run()->totals();
  CHECK(report.kpi.transactions == 0);
  CHECK(report.kpi.duration.within == std::vector<std::uint64_t>{0, 0});
  CHECK(report.errors.empty());
  REQUIRE(report.dimensions.size() == 2);
  CHECK(report.dimensions[0].groups.empty());
}

TEST_CASE("the totals of a log read in pieces over two days are those of its report, whatever rules have forgotten") {
  const auto log = generated_log(50 * kHour, 1);
  const auto run = totals_run();
  constexpr std::size_t kPiece = 100'000;
  for (std::size_t at = 0; at < log.size(); at += kPiece) {
    run->records().add(0, std::string_view(log).substr(at, kPiece), std::numeric_limits<Nanos>::max());
    run->judge(*run->now(0), LiveRun::Checks::due);
  }
  const auto live = run->totals();

  const ScratchFolder folder;
  auto options = totals_options();
  options.inputs = {folder.write("in.jsonl", log)};
  const auto report = pipeline::run(options);
  REQUIRE(report);
  check_same(live.kpi, report->kpi);
  REQUIRE(live.errors.size() == report->errors.size());
  for (std::size_t i = 0; i < live.errors.size(); ++i) {
    CHECK(live.errors[i].code == report->errors[i].code);
    CHECK(live.errors[i].count == report->errors[i].count);
  }
  REQUIRE(live.dimensions.size() == 2);
  for (std::size_t d = 0; d < 2; ++d) {
    const auto& groups = live.dimensions[d].groups;
    REQUIRE(groups.size() == report->dimensions[d].groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
      CHECK(groups[g].key == report->dimensions[d].groups[g].key);
      check_same(groups[g].kpi, report->dimensions[d].groups[g].kpi);
    }
  }
}

}  // namespace invmon::pipeline
