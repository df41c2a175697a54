#include "html/page.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "contains.hpp"

namespace invmon::html {
namespace {

std::string page_of(const report::Report& report, const policy::Judgement& judgement = {},
                    const std::vector<chart::Limit>& limits = {}, const std::vector<chart::Span>& spans = {}) {
  std::ostringstream out;
  write_html({report, judgement, limits, spans}, out);
  return std::move(out).str();
}

/// The text of the data element with that id.
std::string data_of(const std::string& page, const std::string& id) {
  const std::string begin = "<script type=\"application/json\" id=\"" + id + "\">";
  const auto from = page.find(begin) + begin.size();
  return page.substr(from, page.find("</script>", from) - from);
}

std::size_t occurrences(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// A window of a minute from 2025-02-01T00:00:00Z on.
report::Window window_at(int minute, std::uint64_t transactions, std::uint64_t failures) {
  constexpr Nanos kStart = 1'738'368'000 * kSecond;
  report::Window window;
  window.from = kStart + minute * kMinute;
  window.to = window.from + kMinute;
  window.kpi.transactions = transactions;
  window.kpi.failures = failures;
  for (auto* quantile :
       {&window.kpi.duration.p50, &window.kpi.duration.p95, &window.kpi.duration.p99, &window.kpi.duration.max}) {
    *quantile = 0.123456 + minute;
  }
  return window;
}

}  // namespace

TEST_CASE("a page without anything is whole") {
  const auto page = page_of({});
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(page.ends_with("</html>\n"));
  CHECK(contains(data_of(page, "report"), R"("schema": "invmon.report/v1")"));
  CHECK(contains(data_of(page, "page"), R"("windows": {"from": null, "lengths": [])"));
}

TEST_CASE("a page fetches nothing and lets no script run but its own") {
  const auto page = page_of({});
  CHECK(contains(page, "default-src 'none'; script-src 'sha256-"));
  CHECK_FALSE(contains(page, " src="));
  CHECK_FALSE(contains(page, "<link"));
  CHECK_FALSE(contains(page, "@import"));
  CHECK_FALSE(contains(page, "url("));
  // Two of data, one that runs.
  CHECK(occurrences(page, "<script") == 3);
  CHECK(occurrences(page, "</script>") == 3);
}

TEST_CASE("a page holds uPlot's licence") {
  const auto page = page_of({});
  CHECK(contains(page, "The MIT License (MIT)"));
  CHECK(contains(page, "Leon Sorokin"));
}

TEST_CASE("no text of a log ends the data or begins an element") {
  report::Report report;
  report.errors.push_back({"</script><script>alert(1)</script><!--&amp;", 1, 0.1, {}});
  report.profile_name = "<b>";
  report.dimensions = {{"</script>", {{"<!--", {}}}, false}};
  report.kpi.gauges.emplace_back().name = "<script>";
  policy::Judgement judgement;
  judgement.alerts.emplace_back().alert = "</script>";
  judgement.alerts.back().annotations = {{"<i>", "\"'<>&"}};
  const auto page = page_of(report, judgement, {}, {{0, kMinute, "</script>", chart::Span::Kind::incident}});
  CHECK(occurrences(page, "</script>") == 3);
  CHECK_FALSE(contains(data_of(page, "report") + data_of(page, "page"), "<"));
  CHECK(contains(data_of(page, "report"), R"(\u003c/script\u003e\u003cscript\u003ealert(1))"));
  CHECK(contains(data_of(page, "page"), R"({"\u003ci\u003e": "\"'\u003c\u003e\u0026"})"));
}

TEST_CASE("windows are columns, and not in the report") {
  report::Report report;
  report.windows = {window_at(0, 12, 3), window_at(1, 0, 0), window_at(2, 7, 0)};
  const auto page = page_of(report);
  const auto data = data_of(page, "page");
  CHECK(contains(data, R"("from": 1738368000000, "lengths": [[60000, 3]])"));
  CHECK(contains(data, R"("transactions": "12,,7", "failures": "3,,")"));
  CHECK(contains(data_of(page, "report"), R"("windows": [])"));
}

TEST_CASE("windows of other lengths are told apart, before 1970 too") {
  report::Report report;
  report.windows.resize(3);
  report.windows[0].from = -25 * kHour;
  report.windows[0].to = report.windows[1].from = 0;
  report.windows[1].to = report.windows[2].from = kDay;
  report.windows[2].to = 2 * kDay;
  CHECK(contains(data_of(page_of(report), "page"), R"("from": -90000000, "lengths": [[90000000, 1], [86400000, 2]])"));
}

TEST_CASE("groups have the interval of their error rate, null without a transaction") {
  report::Report report;
  report.dimensions = {{"warehouse", {{"a", {}}, {"b", {}}}, false}};
  report.dimensions[0].groups[1].kpi.transactions = 10;
  const auto data = data_of(page_of(report), "page");
  // Wilson's of 0 in 10: from 0 to z^2 / (10 + z^2) with z = 1.959964.
  CHECK(contains(data, R"("intervals": {"warehouse": [null, [0, 0.27753)"));
}

TEST_CASE("limits and spans are those of the charts") {
  const auto page = page_of({}, {}, {{"p95", std::nullopt, 0.3, chart::Limit::Kind::slo}, {"", 1, 80, chart::Limit::Kind::rule}},
                            {{kSecond, kMinute, "repair", chart::Span::Kind::maintenance}});
  const auto data = data_of(page, "page");
  CHECK(contains(data, R"({"measure": "p95", "gauge": null, "value": 0.3, "kind": "SLO"})"));
  CHECK(contains(data, R"({"measure": "", "gauge": 1, "value": 80, "kind": "limit"})"));
  CHECK(contains(data, R"({"from": 1000, "to": 60000, "name": "repair", "kind": "maintenance"})"));
}

TEST_CASE("a week of minutes fits into a megabyte, and comes out the same again") {
  report::Report report;
  for (int minute = 0; minute < 7 * 24 * 60; ++minute) {
    auto& window = report.windows.emplace_back(window_at(minute, 60 + static_cast<unsigned>(minute % 50), minute % 7 == 0));
    window.kpi.gauges = {{"cpu", 60, 31.4159 + minute, 1, 2, 3, 4}, {"memory", 60, 181.333 + minute, 1, 2, 3, 4}};
    window.durations = {{0.125, 0.15, 20}, {0.15, 0.18, 30}, {0.18, 0.21, 20}};
  }
  report.kpi.gauges = report.windows[0].kpi.gauges;
  report.errors.push_back({"E_TIMEOUT", 1, 1, std::vector<std::uint64_t>(report.windows.size(), 1)});
  const auto page = page_of(report);
  CHECK(page.size() < 1'000'000);
  CHECK(page == page_of(report));
}

}  // namespace invmon::html
