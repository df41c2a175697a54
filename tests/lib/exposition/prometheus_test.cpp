#include <doctest/doctest.h>

#include "lib/exposition/sample_export.hpp"

namespace invmon::exposition {

TEST_CASE("each series has one sample over the whole range, without a time") {
  auto report = sample_report();
  report.group_windows.clear();
  auto profile = profile_of("name: web\nfields: {time: t, duration: d, dimensions: [route]}\n");
  CHECK(written(write_prometheus, report, plan_of(profile, {"route"})) ==
        "# HELP web_transactions_total Transactions that succeeded or failed.\n"
        "# TYPE web_transactions_total counter\n"
        "web_transactions_total{status=\"success\"} 4\n"
        "web_transactions_total{status=\"failure\"} 1\n"
        "# HELP web_duration_seconds Durations of the transactions.\n"
        "# TYPE web_duration_seconds histogram\n"
        "web_duration_seconds_bucket{le=\"0.3\"} 4\n"
        "web_duration_seconds_bucket{le=\"1.0\"} 5\n"
        "web_duration_seconds_bucket{le=\"+Inf\"} 5\n"
        "web_duration_seconds_count 5\n"
        "web_duration_seconds_sum 1.75\n"
        "# HELP web_route_transactions_total Transactions that succeeded or failed.\n"
        "# TYPE web_route_transactions_total counter\n"
        "web_route_transactions_total{status=\"success\",route=\"/a\"} 2\n"
        "web_route_transactions_total{status=\"failure\",route=\"/a\"} 0\n"
        "# HELP web_route_duration_seconds Durations of the transactions.\n"
        "# TYPE web_route_duration_seconds histogram\n"
        "web_route_duration_seconds_bucket{route=\"/a\",le=\"0.3\"} 2\n"
        "web_route_duration_seconds_bucket{route=\"/a\",le=\"1.0\"} 2\n"
        "web_route_duration_seconds_bucket{route=\"/a\",le=\"+Inf\"} 2\n"
        "web_route_duration_seconds_count{route=\"/a\"} 2\n"
        "web_route_duration_seconds_sum{route=\"/a\"} 0.25\n");
}

TEST_CASE("a gauge without a value and errors that did not happen are no metrics") {
  report::Report report = sample_report();
  report.kpi.gauges[0].last.reset();
  report.errors.clear();
  const auto profile = profile_of("name: web\nfields: {time: t, error_code: e, gauges: {heap_mb: h}}\n");
  CHECK(written(write_prometheus, report, plan_of(profile)) ==
        "# HELP web_transactions_total Transactions that succeeded or failed.\n"
        "# TYPE web_transactions_total counter\n"
        "web_transactions_total{status=\"success\"} 4\n"
        "web_transactions_total{status=\"failure\"} 1\n");
}

TEST_CASE("failures without a code are of the code (none)") {
  report::Report report = sample_report();
  report.errors = {{std::nullopt, 7, 1, {}}};
  const auto text = written(write_prometheus, report, plan_of(sample_profile()));
  CHECK(text.find("web_errors_total{error_code=\"(none)\"} 7\n") != std::string::npos);
}

}  // namespace invmon::exposition
