#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "kpi/snapshot.hpp"
#include "policy/component.hpp"
#include "policy/flow.hpp"
#include "policy/sequence.hpp"
#include "policy/slo.hpp"
#include "stats/exponential_histogram.hpp"
#include "stats/streak.hpp"

namespace invmon::report {

struct Source {
  std::string path;         ///< "-" for standard input
  std::uint64_t bytes = 0;  ///< after decompression
  std::uint64_t lines = 0;
  std::optional<Nanos> first, last;  ///< earliest and latest record
};

struct DropCount {
  std::string_view reason;  ///< "blank", "malformed", ...
  std::uint64_t lines = 0;
};

/// A line that did not become a record because something is wrong with it.
struct BadLine {
  std::string path;
  std::uint64_t line = 0;    ///< from 1
  std::uint64_t offset = 0;  ///< of the line's first byte, after decompression
  std::string_view reason;
  std::string detail;
};

struct Input {
  std::vector<Source> sources;  ///< sorted by first, then path; without records last
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;  ///< == records + the sum of dropped
  std::uint64_t records = 0;
  std::vector<DropCount> dropped;  ///< every reason, in the contract's order
  std::vector<BadLine> examples;   ///< the first ten
  std::uint64_t late = 0;          ///< transactions too far out of order to count in streaks
};

struct ErrorCode {
  std::optional<std::string> code;  ///< absent for failures without a code
  std::uint64_t count = 0;
  double share = 0;                      ///< of all failures
  std::vector<std::uint64_t> by_window;  ///< counts; only if asked for, for charts of the kCodesByWindow most frequent ones
};
inline constexpr std::size_t kCodesByWindow = 8;

struct Group {
  std::string key;
  kpi::Snapshot kpi;
};

struct Dimension {
  std::string name;
  std::vector<Group> groups;  ///< sorted by key
  bool folded = false;        ///< some keys were folded into "(other)", because there were too many
};

struct Window {
  Nanos from = 0, to = 0;  ///< half-open
  kpi::Snapshot kpi;
  /// Of transactions, seconds; if asked for. Charts have kWindowBucketsPerOctave to an octave, exports stats::kBucketsPerOctave.
  std::vector<stats::Bucket> durations = {};
};
inline constexpr int kWindowBucketsPerOctave = 4;

/// One window of one group, for formats that give a row to each.
struct GroupWindow {
  std::size_t dimension = 0;  ///< index into Report::dimensions
  std::size_t group = 0;      ///< index into its groups
  Window window;
};

/// A run of failures of at least the threshold.
struct StreakRun {
  stats::Run run;
  std::optional<std::size_t> dimension;  ///< index into Report::dimensions; absent for a run over all
  std::string key;                       ///< empty for a run over all
};

/// What was measured of the run itself; the one part that differs between runs.
struct Timing {
  double wall_seconds = 0;
  double bytes_per_second = 0;
};

inline constexpr int kBucketsPerOctave = 32;

/// A finished report as plain data: writers print it and compute nothing.
struct Report {
  std::string profile_name;
  std::string profile_source;  ///< "builtin", "file" or "detected"
  Input input;
  std::optional<Nanos> from, to;  ///< half-open; absent without a record and without bounds
  double window_seconds = 0;      ///< nominal length
  kpi::Snapshot kpi;
  std::vector<stats::Bucket> durations;  ///< like those of windows, but kBucketsPerOctave of them to an octave
  std::vector<ErrorCode> errors;         ///< count descending, then code
  std::vector<Dimension> dimensions;
  std::vector<Window> windows;                      ///< ascending, empty ones included
  std::vector<GroupWindow> group_windows;           ///< by window, dimension, key; only if asked for
  std::vector<StreakRun> streaks;                   ///< in time order
  std::uint64_t streaks_left_out = 0;               ///< runs beyond the number that is kept
  std::vector<policy::SloResult> slos;              ///< in the profile's order, then by group
  std::vector<policy::FlowResult> flows;            ///< in the profile's order
  std::vector<policy::SequenceResult> sequences;    ///< likewise, then by group
  std::vector<policy::ComponentResult> components;  ///< in the profile's order
  std::optional<Timing> timing;
};

/// Requires from <= to. Unsigned inside, because the time between two points may be longer than Nanos can tell.
inline double seconds_between(Nanos from, Nanos to) {
  return static_cast<double>(static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from)) / kSecond;
}

/// The length of the range, nullopt without one.
inline std::optional<double> range_seconds(const Report& report) {
  if (!report.from || !report.to) return std::nullopt;
  return seconds_between(*report.from, *report.to);
}

}  // namespace invmon::report
