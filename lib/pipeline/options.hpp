#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "input/blocks.hpp"
#include "policy/feed.hpp"
#include "policy/flow.hpp"
#include "policy/notification.hpp"
#include "policy/sequence.hpp"
#include "record/profile.hpp"

namespace invmon::pipeline {

/// How far a run has come.
struct Progress {
  std::uint64_t bytes = 0;         ///< read so far, unpacked
  std::uint64_t packed_bytes = 0;  ///< read so far, as they lie on the disk
  std::uint64_t packed_total = 0;  ///< of all files; 0 if unknown
};

/// What to read, what to keep of it, and how.
struct Options {
  std::vector<std::string> inputs;  ///< as input::resolve_sources takes them
  std::string ahead;                ///< what was read of standard input already
  record::Profile profile;

  std::optional<TimeBound> from, to;
  std::string where;            ///< an expression; empty for all
  std::vector<std::string> by;  ///< names of dimensions
  std::optional<Nanos> window;  ///< absent: chosen automatically
  TimeZone zone;                ///< of windows of a day and longer

  std::vector<policy::FeedSpec> feeds;    ///< what to keep for rules and SLOs
  std::vector<policy::Silence> silences;  ///< that feeds speak of
  std::vector<policy::Flow> flows;
  std::vector<policy::Sequence> sequences;

  bool group_windows = false;      ///< keep the windows of each group too
  bool chart_data = false;         ///< keep what charts show beside the numbers: see report::Window, ErrorCode, policy::SloResult
  bool export_data = false;        ///< keep what exports give beside the numbers: see report::Window, ErrorCode
  bool totals = false;             ///< of a live run: keep the numbers of everything, see LiveRun::totals
  std::vector<double> thresholds;  ///< seconds: tell how many durations are at most so long (kpi::Duration::within)
  std::size_t max_groups = 10'000;  ///< keys of a dimension, at least 1
  unsigned threads = 1;
  input::BlockLimits limits;

  std::function<void(const Progress&)> progress;                               ///< called now and then, by one thread at a time
  std::function<void(const std::string& path, const std::string& note)> warn;  ///< of input that was not read to its end
};

}  // namespace invmon::pipeline
