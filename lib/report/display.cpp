#include "report/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "base/text.hpp"
#include "base/units.hpp"
#include "report/flow_report.hpp"
#include "report/kpi_cells.hpp"

namespace invmon::report {
namespace {

/// "1 record", "2 records".
std::string counted(std::uint64_t n, std::string_view noun) {
  return fmt::format("{} {}{}", format_count(n), noun, n == 1 ? "" : "s");
}

Family family(std::string_view title, std::initializer_list<std::string_view> names, const kpi::Snapshot& kpi) {
  Family result{std::string(title), {}};
  for (const std::string_view name : names) result.facts.push_back({kpi_label(name), kpi_cell(name, kpi)});
  return result;
}

Trend trend(std::string_view name, const Report& report) {
  const kpi::Entry& entry = *kpi::find(name);
  Trend result{std::string(entry.label), {}, {}};
  kpi::Maybe peak;
  for (const Window& window : report.windows) {
    result.values.push_back(entry.read(window.kpi));
    peak = std::max(peak, result.values.back());
  }
  result.peak = show(entry.unit, peak);
  return result;
}

/// "out_of_range" -> "out of range".
std::string show_reason(std::string_view reason) {
  std::string words(reason);
  std::ranges::replace(words, '_', ' ');
  return words;
}

/// "43 of 6,543 lines are not counted: 20 out of range, 3 malformed", nullopt if all are.
std::optional<std::string> dropped(const Input& input) {
  std::vector<std::string> reasons;
  for (const DropCount& drop : input.dropped) {
    if (drop.lines > 0) reasons.push_back(format_count(drop.lines) + " " + show_reason(drop.reason));
  }
  if (reasons.empty()) return std::nullopt;
  return fmt::format("{} of {} not counted: {}.", format_count(input.lines - input.records), counted(input.lines, "line"),
                     fmt::join(reasons, ", "));
}

}  // namespace

std::string show_time(const Report& report, Nanos time) {
  constexpr std::size_t kToMinutes = 16, kToSeconds = 19;
  const bool whole_minutes = std::fmod(report.window_seconds, 60) == 0;
  std::string text = format_time(time).substr(0, whole_minutes ? kToMinutes : kToSeconds);
  text[text.find('T')] = ' ';
  return text;
}

std::string show_window_length(const Report& report) {
  return format_span(static_cast<Nanos>(std::llround(report.window_seconds * kSecond)));
}

std::vector<std::string> headline(const Report& report) {
  std::string title = fmt::format("{} ({})", report.profile_name, report.profile_source);
  if (const auto seconds = range_seconds(report)) {
    title += fmt::format(": {} to {} UTC ({})", show_time(report, *report.from), show_time(report, *report.to),
                         format_seconds(*seconds));
  }
  const Input& input = report.input;
  std::string origin = input.sources.size() == 1 ? input.sources[0].path : counted(input.sources.size(), "source");
  if (origin == "-") origin = "standard input";
  std::string read = fmt::format("{} in {} ({}) of {}", counted(input.records, "record"), counted(input.lines, "line"),
                                 format_bytes(static_cast<double>(input.bytes)), origin);
  return {title, read};
}

std::optional<std::string> why_empty(const Report& report) {
  if (report.kpi.transactions > 0) return std::nullopt;
  if (report.input.lines == 0) return "No transactions: the input is empty.";
  if (report.input.records == 0) return "No transactions: no line became a record.";
  return "No transactions: the profile's transaction expression holds for none of the records.";
}

std::vector<Family> families(const Report& report) {
  const kpi::Snapshot& kpi = report.kpi;
  std::vector<Family> result = {
      family("Stability", {"error_rate", "failures", "retry_rate", "retried_share", "failure_streak", "streak_over_threshold"},
             kpi),
      family("Performance", {"p50", "p95", "p99", "p999", "items_per_minute", "transactions_per_minute"}, kpi),
      family("Efficiency", {"success_ratio", "transactions", "items", "retries", "retries_per_1k", "duration_sum"}, kpi)};
  if (kpi.failures > 0) result[0].facts[0].value.tone = Tone::bad;
  if (kpi.streak && kpi.streak->over_threshold > 0) result[0].facts.back().value.tone = Tone::bad;
  return result;
}

std::vector<Trend> trends(const Report& report) {
  if (report.windows.size() < 2 || report.kpi.transactions == 0) return {};
  std::vector<Trend> result = {trend("error_rate", report)};
  if (report.kpi.duration.count > 0) result.push_back(trend("p95", report));
  return result;
}

std::vector<std::string> notes(const Report& report) {
  std::vector<std::string> result;
  if (const auto text = dropped(report.input)) result.push_back(*text);
  if (report.input.late > 0) {
    result.push_back(fmt::format("{} came too late to count in streaks.", counted(report.input.late, "transaction")));
  }
  for (const Dimension& dimension : report.dimensions) {
    if (dimension.folded) result.push_back(fmt::format("{} has too many values: the rest is in (other).", dimension.name));
  }
  if (report.streaks_left_out > 0) {
    result.push_back(fmt::format("{} left out: there are too many to list.", counted(report.streaks_left_out, "long streak")));
  }
  std::ranges::move(watched_notes(report), std::back_inserter(result));
  if (report.timing) {
    result.push_back(fmt::format("Done in {}, {}/s.", format_seconds(report.timing->wall_seconds),
                                 format_bytes(report.timing->bytes_per_second)));
  }
  return result;
}

std::vector<std::string> bad_lines(const Report& report) {
  constexpr std::size_t kPathColumns = 36;
  std::vector<std::string> result;
  for (const BadLine& bad : report.input.examples) {
    result.push_back(fmt::format("{}:{} (byte {}): {}: {}", shorten(bad.path, kPathColumns), bad.line, bad.offset,
                                 show_reason(bad.reason), bad.detail));
  }
  return result;
}

}  // namespace invmon::report
