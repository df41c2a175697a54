#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/report.hpp"

namespace invmon::report {

/// What the formats for people show of a report, already chosen, ordered and put into words. All text is still as it came from
/// the log: whoever writes it escapes it for the place it goes to.

enum class Tone { plain, bad };

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
};

enum class Align { left, right };

struct Column {
  std::string header;
  Align align = Align::right;
  std::size_t narrowest = 12;  ///< so much of it is shown, where it is as wide, before columns to its right are
};

/// Of a column of names with labels, which tell apart what has one name.
inline constexpr std::size_t kNarrowestName = 40;

struct Table {
  std::string title;
  std::vector<Column> columns;  ///< the most important first
  std::vector<std::vector<Cell>> rows;
  std::vector<double> shares;  ///< 0..1 a row, to be drawn as bars; or none
  std::size_t left_out = 0;    ///< rows that exist beyond those shown
};

struct Fact {
  std::string label;
  Cell value;
};

/// Headline numbers that answer one question.
struct Family {
  std::string title;
  std::vector<Fact> facts;
};

/// One number over time, a value a window.
struct Trend {
  std::string label;
  std::vector<kpi::Maybe> values;
  std::string peak;  ///< the largest value in words
};

/// `2025-02-08 12:00`, in UTC; with seconds where the report's windows are not whole minutes.
std::string show_time(const Report& report, Nanos time);

/// The nominal length of the windows: "1h", "5m".
std::string show_window_length(const Report& report);

/// What was measured: profile and range, then the input.
std::vector<std::string> headline(const Report& report);

/// Why there are no numbers, or nullopt if there are.
std::optional<std::string> why_empty(const Report& report);

/// Stability, performance and efficiency.
std::vector<Family> families(const Report& report);

/// Error rate and p95; none for fewer than two windows.
std::vector<Trend> trends(const Report& report);

/// What was not counted, and other things to know about the numbers; one sentence each.
std::vector<std::string> notes(const Report& report);

/// The examples of bad lines, `path:line (byte offset): reason: detail`.
std::vector<std::string> bad_lines(const Report& report);

/// SLOs; flows, sequences and components; gauges; worst windows; errors by code; groups of each dimension; longest streaks. Only
/// those that have rows.
std::vector<Table> tables(const Report& report);

}  // namespace invmon::report
