#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <span>
#include <string>
#include <utility>

#include "base/json_writer.hpp"
#include "base/parallel_for.hpp"
#include "report/flow_report.hpp"
#include "report/json_parts.hpp"
#include "report/slo_report.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

void write_window_length(JsonWriter& json, const Report& report) {
  json.new_line(kJsonTop);
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
  json.new_line(kJsonTop);
  json.begin_object("groups");
  for (const Dimension& dimension : report.dimensions) {
    json.new_line(kJsonNested);
    json.text_key(dimension.name);
    write_lines(json, dimension.groups, kJsonNested + 2, [&](const Group& group) {
      json.text("key", group.key);
      write_kpi(json, group.kpi);
    });
  }
  if (!report.dimensions.empty()) json.new_line(kJsonTop);
  json.end_object();
}

/// `memory`: a text that is not needed any more.
std::string window_lines(std::span<const Window> windows, std::string memory) {
  JsonWriter json(std::move(memory));
  for (const Window& window : windows) {
    json.new_line(kJsonNested);
    json.begin_object();
    json.time("from", window.from);
    json.time("to", window.to);
    write_kpi(json, window.kpi);
    json.end_object();
  }
  return json.take();
}

/// Windows are nearly all of a long report: threads make pieces of them into text, and write those in turn.
void write_windows(JsonWriter& json, std::span<const Window> windows) {
  constexpr std::size_t kPiece = 256;
  constexpr unsigned kThreads = 2;
  json.new_line(kJsonTop);
  json.begin_array("windows");
  std::array<std::string, kThreads> texts;  // one for each piece in work: these follow each other
  std::size_t written = 0;
  std::mutex writing;
  std::condition_variable wrote;
  parallel_for((windows.size() + kPiece - 1) / kPiece, kThreads, 1, [&](std::size_t i) {
    const auto rest = windows.subspan(i * kPiece);
    std::string& text = texts[i % kThreads];
    text = window_lines(rest.first(std::min(kPiece, rest.size())), std::move(text));
    std::unique_lock lock(writing);
    wrote.wait(lock, [&] { return written == i; });
    json.lines(text);
    ++written;
    wrote.notify_all();
  });
  if (!windows.empty()) json.new_line(kJsonTop);
  json.end_array();
}

void write_streak_runs(JsonWriter& json, const Report& report) {
  json.new_line(kJsonTop);
  json.key("streaks");
  write_lines(json, report.streaks, kJsonNested, [&](const StreakRun& streak) {
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
  json.new_line(kJsonTop);
  json.begin_object("run");
  json.number("wall_seconds", timing.wall_seconds);
  json.number("bytes_per_second", timing.bytes_per_second);
  json.end_object();
}

}  // namespace

void write_json(const Report& report, std::ostream& out) { write_json(report, report.windows, out); }

void write_json(const Report& report, std::span<const Window> windows, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  write_json_head(json, "invmon.report/v1", report);
  write_window_length(json, report);
  json.new_line(kJsonTop);
  json.begin_object("kpi");
  write_kpi(json, report.kpi);
  json.end_object();
  json.new_line(kJsonTop);
  json.key("errors");
  write_lines(json, report.errors, kJsonNested, [&](const ErrorCode& error) { write_error(json, error); });
  write_groups(json, report);
  write_windows(json, windows);
  json.new_line(kJsonTop);
  json.key("slos");
  write_slos(json, report.slos);
  write_streak_runs(json, report);
  write_watched(json, report);
  if (report.timing) write_timing(json, *report.timing);
  json.new_line(0);
  json.end_object();
  json.finish();
}

}  // namespace invmon::report
