#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/follow.hpp"
#include "input/unwrap.hpp"
#include "pipeline/live.hpp"

namespace invmon::pipeline {

/// Follows files, and carries what they hold, unwrapped, to a live run, which must outlive it.
class LiveReader {
 public:
  LiveReader(input::Follower::Settings settings, LiveRun& run) : follower_(std::move(settings)), run_(run) {}

  /// Looks which files are there, and reads them up to their present end. All lines count in order of time, as those of a
  /// finished log do. Calls `judge` with a point in time now and then, when all lines before it are read: so much the run has to
  /// judge before it goes on. `wall`: see `read`.
  void catch_up(const Options& options, Nanos wall, const std::function<void(Nanos)>& judge);

  input::Follower& follower() { return follower_; }

  /// Reads what has come since, a bounded part of it at a time; false if there was nothing. Records more than a day later than
  /// the clock's `wall` do not count.
  bool read(Nanos wall);

  /// Whether all streams have ended; there may be new ones yet.
  bool all_ended() const;

 private:
  bool read_some(std::size_t stream, Nanos wall);
  void add(std::size_t stream, std::string_view bytes, Nanos wall);

  input::Follower follower_;
  LiveRun& run_;
  std::vector<input::Unwrapper> unwrappers_;  ///< by stream
  std::string unwrapped_;
  std::vector<bool> closed_;  ///< by stream: its end is taken up
};

}  // namespace invmon::pipeline
