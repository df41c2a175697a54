#include "lib/pipeline/compare_reports.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "pipeline/run.hpp"
#include "report/writers.hpp"

namespace invmon {
namespace {

using kpi::Maybe;

constexpr std::uint64_t kExactValues = 1024;
constexpr double kRounding = 1e-12;
constexpr double kQuantileError = 0.00271;

void check_near(const Maybe& actual, const Maybe& expected, double tolerance) {
  REQUIRE(actual.has_value() == expected.has_value());
  if (!actual) return;
  INFO(*actual, " for ", *expected);
  CHECK(std::abs(*actual - *expected) <= tolerance * std::abs(*expected));
}

void check_quantile(const Maybe& actual, const Maybe& expected, std::uint64_t count) {
  check_near(actual, expected, count <= kExactValues ? 0 : kQuantileError);
}

void check_durations(const kpi::Duration& actual, const kpi::Duration& expected) {
  CHECK(actual.count == expected.count);
  CHECK(actual.min == expected.min);
  CHECK(actual.max == expected.max);
  check_near(actual.sum, expected.sum, kRounding);
  check_near(actual.mean, expected.mean, kRounding);
  check_near(actual.stddev, expected.stddev, kRounding);
  for (const auto quantile :
       {&kpi::Duration::p50, &kpi::Duration::p90, &kpi::Duration::p95, &kpi::Duration::p99, &kpi::Duration::p999}) {
    check_quantile(actual.*quantile, expected.*quantile, expected.count);
  }
}

void check_gauges(const kpi::Gauge& actual, const kpi::Gauge& expected) {
  CHECK(actual.name == expected.name);
  CHECK(actual.count == expected.count);
  CHECK(actual.min == expected.min);
  CHECK(actual.max == expected.max);
  CHECK(actual.last == expected.last);
  check_near(actual.mean, expected.mean, kRounding);
  check_quantile(actual.p95, expected.p95, expected.count);
}

void check_streaks(const std::optional<kpi::Streaks>& actual, const std::optional<kpi::Streaks>& expected) {
  REQUIRE(actual.has_value() == expected.has_value());
  if (!actual) return;
  CHECK(actual->longest == expected->longest);
  CHECK(actual->open == expected->open);
  CHECK(actual->over_threshold == expected->over_threshold);
  CHECK(actual->threshold == expected->threshold);
}

void check_snapshots(const kpi::Snapshot& actual, const kpi::Snapshot& expected) {
  CHECK(actual.transactions == expected.transactions);
  CHECK(actual.failures == expected.failures);
  CHECK(actual.retries == expected.retries);
  CHECK(actual.items == expected.items);
  for (const auto rate :
       {&kpi::Snapshot::error_rate, &kpi::Snapshot::success_ratio, &kpi::Snapshot::retry_rate, &kpi::Snapshot::retried_share,
        &kpi::Snapshot::retries_per_1k, &kpi::Snapshot::items_per_minute, &kpi::Snapshot::transactions_per_minute}) {
    check_near(actual.*rate, expected.*rate, kRounding);
  }
  check_durations(actual.duration, expected.duration);
  REQUIRE(actual.gauges.size() == expected.gauges.size());
  for (std::size_t i = 0; i < actual.gauges.size(); ++i) check_gauges(actual.gauges[i], expected.gauges[i]);
  check_streaks(actual.streak, expected.streak);
}

void check_windows(const report::Window& actual, const report::Window& expected) {
  INFO("window ", format_time(expected.from));
  CHECK(actual.from == expected.from);
  CHECK(actual.to == expected.to);
  check_snapshots(actual.kpi, expected.kpi);
}

void check_counts(const report::Input& actual, const report::Input& expected) {
  CHECK(actual.lines == expected.lines);
  CHECK(actual.records == expected.records);
  CHECK(actual.late == expected.late);
  REQUIRE(actual.dropped.size() == expected.dropped.size());
  for (std::size_t i = 0; i < actual.dropped.size(); ++i) {
    INFO("dropped: ", expected.dropped[i].reason);
    CHECK(actual.dropped[i].reason == expected.dropped[i].reason);
    CHECK(actual.dropped[i].lines == expected.dropped[i].lines);
  }
}

void check_sources(const report::Input& actual, const report::Input& expected) {
  CHECK(actual.bytes == expected.bytes);
  REQUIRE(actual.sources.size() == expected.sources.size());
  for (std::size_t i = 0; i < actual.sources.size(); ++i) {
    INFO("source ", expected.sources[i].path);
    CHECK(actual.sources[i].path == expected.sources[i].path);
    CHECK(actual.sources[i].bytes == expected.sources[i].bytes);
    CHECK(actual.sources[i].lines == expected.sources[i].lines);
    CHECK(actual.sources[i].first == expected.sources[i].first);
    CHECK(actual.sources[i].last == expected.sources[i].last);
  }
}

void check_examples(const std::vector<report::BadLine>& actual, const std::vector<report::BadLine>& expected) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    INFO("bad line ", expected[i].line, " of ", expected[i].path);
    CHECK(actual[i].path == expected[i].path);
    CHECK(actual[i].line == expected[i].line);
    CHECK(actual[i].offset == expected[i].offset);
    CHECK(actual[i].reason == expected[i].reason);
  }
}

void check_dimensions(const report::Dimension& actual, const report::Dimension& expected) {
  CHECK(actual.name == expected.name);
  CHECK(actual.folded == expected.folded);
  REQUIRE(actual.groups.size() == expected.groups.size());
  for (std::size_t i = 0; i < actual.groups.size(); ++i) {
    INFO("group ", expected.groups[i].key);
    CHECK(actual.groups[i].key == expected.groups[i].key);
    check_snapshots(actual.groups[i].kpi, expected.groups[i].kpi);
  }
}

void check_group_windows(const std::vector<report::GroupWindow>& actual, const std::vector<report::GroupWindow>& expected) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    INFO("group ", expected[i].group);
    CHECK(actual[i].dimension == expected[i].dimension);
    CHECK(actual[i].group == expected[i].group);
    check_windows(actual[i].window, expected[i].window);
  }
}

void check_runs(const std::vector<report::StreakRun>& actual, const std::vector<report::StreakRun>& expected) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    CHECK(actual[i].run == expected[i].run);
    CHECK(actual[i].dimension == expected[i].dimension);
    CHECK(actual[i].key == expected[i].key);
  }
}

void check_errors(const std::vector<report::ErrorCode>& actual, const std::vector<report::ErrorCode>& expected) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    CHECK(actual[i].code == expected[i].code);
    CHECK(actual[i].count == expected[i].count);
    check_near(actual[i].share, expected[i].share, kRounding);
  }
}

}  // namespace

void check_equal_but_sources(const report::Report& actual, const report::Report& expected) {
  CHECK(actual.profile_name == expected.profile_name);
  CHECK(actual.profile_source == expected.profile_source);
  check_counts(actual.input, expected.input);
  CHECK(actual.from == expected.from);
  CHECK(actual.to == expected.to);
  CHECK(actual.window_seconds == expected.window_seconds);
  check_snapshots(actual.kpi, expected.kpi);
  check_errors(actual.errors, expected.errors);
  REQUIRE(actual.dimensions.size() == expected.dimensions.size());
  for (std::size_t i = 0; i < actual.dimensions.size(); ++i) check_dimensions(actual.dimensions[i], expected.dimensions[i]);
  REQUIRE(actual.windows.size() == expected.windows.size());
  for (std::size_t i = 0; i < actual.windows.size(); ++i) check_windows(actual.windows[i], expected.windows[i]);
  if (!actual.group_windows.empty()) check_group_windows(actual.group_windows, expected.group_windows);
  check_runs(actual.streaks, expected.streaks);
}

void check_equal(const report::Report& actual, const report::Report& expected) {
  check_sources(actual.input, expected.input);
  check_examples(actual.input.examples, expected.input.examples);
  check_equal_but_sources(actual, expected);
}

report::Report run_report(const pipeline::Options& options) {
  auto result = pipeline::run(options);
  if (!result) FAIL(to_string(result.error()));
  return *std::move(result);
}

std::string report_bytes(const pipeline::Options& options) {
  const auto result = run_report(options);
  std::ostringstream out;
  report::write_json(result, out);
  report::write_csv(result, out);
  return out.str();
}

pipeline::Options inventory_options(std::vector<std::string> inputs) {
  pipeline::Options options;
  options.inputs = std::move(inputs);
  auto profile = record::load_profile("inventory-bot");
  REQUIRE(profile);
  options.profile = *std::move(profile);
  options.by = {"warehouse"};
  return options;
}

}  // namespace invmon
