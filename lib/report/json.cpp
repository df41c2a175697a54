#include <algorithm>
#include <future>
#include <span>
#include <sstream>
#include <string>
#include <utility>

#include "base/version.hpp"
#include "report/json_writer.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

constexpr std::size_t kTop = 2;     ///< indent of the document's members
constexpr std::size_t kNested = 4;  ///< of the elements of its long arrays

void write_header(JsonWriter& json, const Report& report) {
  json.new_line(kTop);
  json.text("schema", "invmon.report/v1");
  json.new_line(kTop);
  json.begin_object("generator");
  json.text("name", "invmon");
  json.text("version", kVersion);
  json.end_object();
  json.new_line(kTop);
  json.begin_object("profile");
  json.text("name", report.profile_name);
  json.text("source", report.profile_source);
  json.end_object();
}

/// An array with each element, written by `write_element`, on a line of its own.
template <class Elements, class WriteElement>
void write_lines(JsonWriter& json, const Elements& elements, std::size_t indent, WriteElement write_element) {
  json.begin_array();
  for (const auto& element : elements) {
    json.new_line(indent);
    json.begin_object();
    write_element(element);
    json.end_object();
  }
  if (std::size(elements) > 0) json.new_line(indent - 2);
  json.end_array();
}

void write_source(JsonWriter& json, const Source& source) {
  json.text("path", source.path);
  json.count("bytes", source.bytes);
  json.count("lines", source.lines);
  json.time("first", source.first);
  json.time("last", source.last);
}

void write_bad_line(JsonWriter& json, const BadLine& bad) {
  json.text("path", bad.path);
  json.count("line", bad.line);
  json.count("offset", bad.offset);
  json.text("reason", bad.reason);
  json.text("detail", bad.detail);
}

void write_accounting(JsonWriter& json, const Input& input) {
  json.new_line(kNested);
  json.count("bytes", input.bytes);
  json.count("lines", input.lines);
  json.count("records", input.records);
  json.new_line(kNested);
  json.begin_object("dropped");
  for (const DropCount& drop : input.dropped) {
    json.text_key(drop.reason);
    json.count(drop.lines);
  }
  json.end_object();
}

void write_input(JsonWriter& json, const Input& input) {
  json.new_line(kTop);
  json.begin_object("input");
  json.new_line(kNested);
  json.key("sources");
  write_lines(json, input.sources, kNested + 2, [&](const Source& source) { write_source(json, source); });
  write_accounting(json, input);
  json.new_line(kNested);
  json.key("examples");
  write_lines(json, input.examples, kNested + 2, [&](const BadLine& bad) { write_bad_line(json, bad); });
  json.new_line(kNested);
  json.count("late", input.late);
  json.new_line(kTop);
  json.end_object();
}

void write_range(JsonWriter& json, const Report& report) {
  json.new_line(kTop);
  json.begin_object("range");
  json.time("from", report.from);
  json.time("to", report.to);
  json.number("seconds", range_seconds(report));
  json.end_object();
  json.new_line(kTop);
  json.begin_object("window");
  json.number("seconds", report.window_seconds);
  json.end_object();
}

void write_run(JsonWriter& json, const stats::Run& run) {
  json.count("length", run.length);
  json.time("from", run.first);
  json.time("to", run.last);
}

void write_duration(JsonWriter& json, const kpi::Duration& duration) {
  json.begin_object("duration");
  json.count("count", duration.count);
  json.number("sum", duration.sum);
  json.number("mean", duration.mean);
  json.number("min", duration.min);
  json.number("max", duration.max);
  json.number("stddev", duration.stddev);
  json.number("p50", duration.p50);
  json.number("p90", duration.p90);
  json.number("p95", duration.p95);
  json.number("p99", duration.p99);
  json.number("p999", duration.p999);
  json.end_object();
}

void write_gauge(JsonWriter& json, const kpi::Gauge& gauge) {
  json.text_key(gauge.name);
  json.begin_object();
  json.count("count", gauge.count);
  json.number("mean", gauge.mean);
  json.number("min", gauge.min);
  json.number("max", gauge.max);
  json.number("last", gauge.last);
  json.number("p95", gauge.p95);
  json.end_object();
}

void write_streaks(JsonWriter& json, const std::optional<kpi::Streaks>& streaks) {
  json.key("streak");
  if (!streaks) return json.null();
  json.begin_object();
  json.key("longest");
  if (streaks->longest) {
    json.begin_object();
    write_run(json, *streaks->longest);
    json.end_object();
  } else {
    json.null();
  }
  json.count("open", streaks->open);
  json.count("over_threshold", streaks->over_threshold);
  json.count("threshold", streaks->threshold);
  json.end_object();
}

void write_counts(JsonWriter& json, const kpi::Snapshot& kpi) {
  json.count("transactions", kpi.transactions);
  json.count("failures", kpi.failures);
  json.number("error_rate", kpi.error_rate);
  json.number("success_ratio", kpi.success_ratio);
  json.count("retries", kpi.retries);
  json.number("retry_rate", kpi.retry_rate);
  json.number("retried_share", kpi.retried_share);
  json.number("retries_per_1k", kpi.retries_per_1k);
  json.count("items", kpi.items);
  json.number("items_per_minute", kpi.items_per_minute);
  json.number("transactions_per_minute", kpi.transactions_per_minute);
}

/// The members of a KPI object, for an object that is already begun.
void write_kpi(JsonWriter& json, const kpi::Snapshot& kpi) {
  write_counts(json, kpi);
  write_duration(json, kpi.duration);
  json.begin_object("gauges");
  for (const kpi::Gauge& gauge : kpi.gauges) write_gauge(json, gauge);
  json.end_object();
  write_streaks(json, kpi.streak);
}

void write_error(JsonWriter& json, const ErrorCode& error) {
  json.key("code");
  if (error.code) {
    json.text(*error.code);
  } else {
    json.null();
  }
  json.count("count", error.count);
  json.number("share", error.share);
}

void write_groups(JsonWriter& json, const Report& report) {
  json.new_line(kTop);
  json.begin_object("groups");
  for (const Dimension& dimension : report.dimensions) {
    json.new_line(kNested);
    json.text_key(dimension.name);
    write_lines(json, dimension.groups, kNested + 2, [&](const Group& group) {
      json.text("key", group.key);
      write_kpi(json, group.kpi);
    });
  }
  if (!report.dimensions.empty()) json.new_line(kTop);
  json.end_object();
}

std::string window_lines(std::span<const Window> windows) {
  std::ostringstream out;
  JsonWriter json(out);
  for (const Window& window : windows) {
    json.new_line(kNested);
    json.begin_object();
    json.time("from", window.from);
    json.time("to", window.to);
    write_kpi(json, window.kpi);
    json.end_object();
  }
  json.flush();
  return std::move(out).str();
}

/// Windows are nearly all of a long report: while one piece of them is made into text, so is the next one.
void write_windows(JsonWriter& json, std::span<const Window> windows) {
  constexpr std::size_t kPiece = 1024;
  json.new_line(kTop);
  json.begin_array("windows");
  const bool any = !windows.empty();
  while (!windows.empty()) {
    const auto piece = windows.first(std::min(kPiece, windows.size()));
    const auto after = windows.subspan(piece.size());
    const auto next = after.first(std::min(kPiece, after.size()));
    std::future<std::string> next_lines;
    if (!next.empty()) next_lines = std::async(std::launch::async, window_lines, next);
    json.lines(window_lines(piece));
    if (!next.empty()) json.lines(next_lines.get());
    windows = after.subspan(next.size());
  }
  if (any) json.new_line(kTop);
  json.end_array();
}

void write_streak_runs(JsonWriter& json, const Report& report) {
  json.new_line(kTop);
  json.key("streaks");
  write_lines(json, report.streaks, kNested, [&](const StreakRun& streak) {
    write_run(json, streak.run);
    json.key("key");
    if (!streak.dimension) {
      json.null();
      json.key("dimension");
      return json.null();
    }
    json.text(streak.key);
    json.text("dimension", report.dimensions[*streak.dimension].name);
  });
}

void write_timing(JsonWriter& json, const Timing& timing) {
  json.new_line(kTop);
  json.begin_object("run");
  json.number("wall_seconds", timing.wall_seconds);
  json.number("bytes_per_second", timing.bytes_per_second);
  json.end_object();
}

}  // namespace

void write_json(const Report& report, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  write_header(json, report);
  write_input(json, report.input);
  write_range(json, report);
  json.new_line(kTop);
  json.begin_object("kpi");
  write_kpi(json, report.kpi);
  json.end_object();
  json.new_line(kTop);
  json.key("errors");
  write_lines(json, report.errors, kNested, [&](const ErrorCode& error) { write_error(json, error); });
  write_groups(json, report);
  write_windows(json, report.windows);
  json.new_line(kTop);
  json.begin_array("slos");
  json.end_array();
  write_streak_runs(json, report);
  if (report.timing) write_timing(json, *report.timing);
  json.new_line(0);
  json.end_object();
  json.finish();
}

}  // namespace invmon::report
