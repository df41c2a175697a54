#include "html/page_data.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "base/json_writer.hpp"
#include "chart/spans.hpp"
#include "html/columns.hpp"
#include "html/heatmap_data.hpp"
#include "kpi/catalog.hpp"
#include "policy/wilson.hpp"
#include "report/alerts.hpp"

namespace invmon::html {
namespace {

using report::Window;

double milliseconds(Nanos time) { return static_cast<double>(time) / kMillisecond; }

/// The first window's start, and the lengths of all as [milliseconds, how many in a row]: each begins where the one before ends.
void write_edges(JsonWriter& json, std::span<const Window> windows) {
  json.number("from", windows.empty() ? std::nullopt : std::optional(milliseconds(windows.front().from)));
  json.begin_array("lengths");
  for (std::size_t i = 0, next = 0; i < windows.size(); i = next) {
    const Nanos length = windows[i].to - windows[i].from;
    while (next < windows.size() && windows[next].to - windows[next].from == length) ++next;
    json.begin_array();
    json.number(milliseconds(length));
    json.count(next - i);
    json.end_array();
  }
  json.end_array();
}

void write_counts(JsonWriter& json, std::span<const Window> windows) {
  using Read = std::uint64_t (*)(const kpi::Snapshot&);
  constexpr std::array<std::pair<std::string_view, Read>, 5> kCounts = {{
      {"transactions", [](const kpi::Snapshot& kpi) { return kpi.transactions; }},
      {"failures", [](const kpi::Snapshot& kpi) { return kpi.failures; }},
      {"retries", [](const kpi::Snapshot& kpi) { return kpi.retries; }},
      {"items", [](const kpi::Snapshot& kpi) { return kpi.items; }},
      {"failure_streak",
       [](const kpi::Snapshot& kpi) { return kpi.streak && kpi.streak->longest ? kpi.streak->longest->length : 0; }},
  }};
  json.begin_object("counts");
  for (const auto& [name, read] : kCounts) {
    std::vector<std::uint64_t> counts;
    for (const Window& window : windows) counts.push_back(read(window.kpi));
    json.text(name, count_column(counts));
  }
  json.end_object();
}

void write_durations(JsonWriter& json, std::span<const Window> windows) {
  json.begin_object("durations");
  for (const std::string_view name : {"p50", "p95", "p99", "max"}) {
    json.text(name, number_column(windows, kpi::find(name)->read));
  }
  json.end_object();
}

void write_gauges(JsonWriter& json, const report::Report& report) {
  json.begin_array("gauges");
  for (std::size_t i = 0; i < report.kpi.gauges.size(); ++i) {
    json.begin_object();
    json.text("name", report.kpi.gauges[i].name);
    json.text("mean", number_column(report.windows,
                                    [i](const auto& kpi) { return i < kpi.gauges.size() ? kpi.gauges[i].mean : std::nullopt; }));
    json.end_object();
  }
  json.end_array();
}

void write_windows(JsonWriter& json, const report::Report& report) {
  json.begin_object("windows");
  write_edges(json, report.windows);
  write_counts(json, report.windows);
  write_durations(json, report.windows);
  write_gauges(json, report);
  json.end_object();
}

/// Counts by window of the most frequent codes, in the report's order.
void write_errors(JsonWriter& json, const report::Report& report) {
  json.begin_array("errors");
  for (const auto& error : report.errors) {
    if (error.by_window.empty()) break;
    json.text(count_column(error.by_window));
  }
  json.end_array();
}

/// For each group the Wilson interval of its error rate, in the report's order; null without a transaction.
void write_intervals(JsonWriter& json, const report::Report& report) {
  json.begin_object("intervals");
  for (const auto& dimension : report.dimensions) {
    json.text_key(dimension.name);
    json.begin_array();
    for (const auto& group : dimension.groups) {
      if (group.kpi.transactions == 0) {
        json.null();
        continue;
      }
      const auto interval = policy::wilson_interval(group.kpi.failures, group.kpi.transactions);
      json.begin_array();
      json.number(interval.low);
      json.number(interval.high);
      json.end_array();
    }
    json.end_array();
  }
  json.end_object();
}

void write_alerts(JsonWriter& json, const policy::Judgement& judgement) {
  json.begin_array("alerts");
  for (const auto& alert : judgement.alerts) report::write_alert(json, alert);
  json.end_array();
}

void write_limits(JsonWriter& json, std::span<const chart::Limit> limits) {
  json.begin_array("limits");
  for (const auto& limit : limits) {
    json.begin_object();
    json.text("measure", limit.measure);
    json.number("gauge", limit.gauge ? std::optional(static_cast<double>(*limit.gauge)) : std::nullopt);
    json.number("value", limit.value);
    json.text("kind", limit.kind == chart::Limit::Kind::slo ? "SLO" : "limit");
    json.end_object();
  }
  json.end_array();
}

void write_spans(JsonWriter& json, std::span<const chart::Span> spans) {
  json.begin_array("spans");
  for (const auto& span : spans) {
    json.begin_object();
    json.number("from", milliseconds(span.from));
    json.number("to", milliseconds(span.to));
    json.text("name", span.name);
    json.text("kind", name(span.kind));
    json.end_object();
  }
  json.end_array();
}

void write_definitions(JsonWriter& json) {
  json.begin_array("definitions");
  for (const auto& entry : kpi::catalog()) {
    json.begin_object();
    json.text("label", entry.label);
    json.text("help", entry.help);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_page_data(const Page& page, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  write_windows(json, page.report);
  write_heatmap(json, page.report.windows);
  write_errors(json, page.report);
  write_intervals(json, page.report);
  write_alerts(json, page.judgement);
  write_limits(json, page.limits);
  write_spans(json, page.spans);
  write_definitions(json);
  json.end_object();
  json.finish();
}

}  // namespace invmon::html
