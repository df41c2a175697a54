#include <doctest/doctest.h>

#include "contains.hpp"
#include "lib/exposition/sample_export.hpp"

namespace invmon::exposition {

TEST_CASE("each window is a sample, and counters grow from nothing at the begin") {
  const auto text = written(write_openmetrics, sample_report(), plan_of(sample_profile()));
  CHECK(text ==
        "# TYPE web_transactions counter\n"
        "# HELP web_transactions Transactions that succeeded or failed.\n"
        "web_transactions_total{status=\"success\"} 0 1738368000\n"
        "web_transactions_total{status=\"success\"} 2 1738368060\n"
        "web_transactions_total{status=\"success\"} 4 1738368120\n"
        "web_transactions_total{status=\"failure\"} 0 1738368000\n"
        "web_transactions_total{status=\"failure\"} 1 1738368060\n"
        "web_transactions_total{status=\"failure\"} 1 1738368120\n"
        "# TYPE web_errors counter\n"
        "# HELP web_errors Failed transactions by error code.\n"
        "web_errors_total{error_code=\"E\\\"1\\\"\\\\\\n\"} 0 1738368000\n"
        "web_errors_total{error_code=\"E\\\"1\\\"\\\\\\n\"} 1 1738368060\n"
        "web_errors_total{error_code=\"E\\\"1\\\"\\\\\\n\"} 1 1738368120\n"
        "# TYPE web_duration_seconds histogram\n"
        "# UNIT web_duration_seconds seconds\n"
        "# HELP web_duration_seconds Durations of the transactions.\n"
        "web_duration_seconds_bucket{le=\"0.3\"} 0 1738368000\n"
        "web_duration_seconds_bucket{le=\"1.0\"} 0 1738368000\n"
        "web_duration_seconds_bucket{le=\"+Inf\"} 0 1738368000\n"
        "web_duration_seconds_count 0 1738368000\n"
        "web_duration_seconds_sum 0 1738368000\n"
        "web_duration_seconds_bucket{le=\"0.3\"} 2 1738368060\n"
        "web_duration_seconds_bucket{le=\"1.0\"} 3 1738368060\n"
        "web_duration_seconds_bucket{le=\"+Inf\"} 3 1738368060\n"
        "web_duration_seconds_count 3 1738368060\n"
        "web_duration_seconds_sum 1.5 1738368060\n"
        "web_duration_seconds_bucket{le=\"0.3\"} 4 1738368120\n"
        "web_duration_seconds_bucket{le=\"1.0\"} 5 1738368120\n"
        "web_duration_seconds_bucket{le=\"+Inf\"} 5 1738368120\n"
        "web_duration_seconds_count 5 1738368120\n"
        "web_duration_seconds_sum 1.75 1738368120\n"
        "# TYPE web_heap_bytes gauge\n"
        "# UNIT web_heap_bytes bytes\n"
        "# HELP web_heap_bytes The last value of heap_mb.\n"
        "web_heap_bytes 12500000 1738368120\n"
        "# EOF\n");
}

TEST_CASE("a group that comes late has been at 0 since the begin") {
  const auto text = written(write_openmetrics, sample_report(), plan_of(sample_profile(), {"route"}));
  CHECK(contains(text,
                 "web_route_transactions_total{status=\"success\",route=\"/a\"} 0 1738368000\n"
                 "web_route_transactions_total{status=\"success\",route=\"/a\"} 0 1738368060\n"
                 "web_route_transactions_total{status=\"success\",route=\"/a\"} 2 1738368120\n"));
  CHECK(contains(text, "web_route_duration_seconds_bucket{route=\"/a\",le=\"0.3\"} 2 1738368120\n"));
}

TEST_CASE("times have all their digits, before 1970 too") {
  report::Report report = sample_report();
  report.windows.resize(1);
  const auto first_line = [&](Nanos from) {
    report.windows[0].from = from;
    report.windows[0].to = from + 1;
    const auto text = written(write_openmetrics, report, plan_of(profile_of("name: x\nfields: {time: t}\n")));
    const auto begin = text.find("} 0 ") + 4;
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  CHECK(first_line(0) == "0");
  CHECK(first_line(1'738'368'000'500'000'000) == "1738368000.5");
  CHECK(first_line(1) == "0.000000001");
  CHECK(first_line(-kSecond) == "-1");
  CHECK(first_line(-kSecond / 2) == "-0.5");
  CHECK(first_line(-3 * kSecond / 2) == "-1.5");
}

TEST_CASE("a report on nothing is a document all the same") {
  CHECK(written(write_openmetrics, report::Report{}, plan_of(profile_of("name: x\nfields: {time: t}\n"))) ==
        "# TYPE x_transactions counter\n# HELP x_transactions Transactions that succeeded or failed.\n# EOF\n");
}

}  // namespace invmon::exposition
