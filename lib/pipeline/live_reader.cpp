#include "pipeline/live_reader.hpp"

#include <algorithm>
#include <limits>

#include "pipeline/time_scan.hpp"

namespace invmon::pipeline {
namespace {

constexpr Nanos kJudgeStep = 6 * kHour;
constexpr Nanos kFuture = kDay;
constexpr int kChunksAtOnce = 64;

}  // namespace

void LiveReader::catch_up(const Options& options, Nanos wall, const std::function<void(Nanos)>& judge) {
  follower_.look();
  std::vector<Nanos> first_times;
  for (std::size_t i = 0; i < follower_.size() && follower_.path(i) != "-"; ++i) {
    const auto& path = follower_.path(i);
    const auto time = first_time({path, path, true, 0}, options);
    first_times.push_back(time && *time ? **time : std::numeric_limits<Nanos>::min());
  }
  auto& records = run_.records();
  records.expect(std::move(first_times));
  std::optional<Nanos> next;
  while (records.is_expecting()) {
    const auto stream = records.waits_for();
    if (!read_some(stream, wall)) records.reached_end(stream);
    if (!records.is_expecting() || !records.extent().first) continue;
    const Nanos complete = records.watermark();
    if (complete < next.value_or(*records.extent().first + kJudgeStep)) continue;
    judge(complete);
    next = complete + kJudgeStep;
  }
}

bool LiveReader::read(Nanos wall) {
  bool any = false;
  // Streams may come while others are read.
  for (std::size_t i = 0; i < follower_.size(); ++i) {
    for (int chunk = 0; chunk < kChunksAtOnce && read_some(i, wall); ++chunk) any = true;
  }
  return any;
}

bool LiveReader::read_some(std::size_t stream, Nanos wall) {
  closed_.resize(std::max(closed_.size(), stream + 1));
  while (unwrappers_.size() <= stream) unwrappers_.emplace_back(run_.max_line());
  const auto bytes = follower_.read(stream);
  if (!bytes.empty()) add(stream, bytes, wall);
  if (follower_.ended(stream) && !closed_[stream]) {
    unwrapped_.clear();
    unwrappers_[stream].finish(unwrapped_);
    run_.records().add(stream, unwrapped_, wall + kFuture);
    run_.records().close(stream);
    closed_[stream] = true;
  }
  return !bytes.empty();
}

void LiveReader::add(std::size_t stream, std::string_view bytes, Nanos wall) {
  if (unwrappers_[stream].passes()) return run_.records().add(stream, bytes, wall + kFuture);
  unwrapped_.clear();
  unwrappers_[stream].add(bytes, unwrapped_);
  run_.records().add(stream, unwrapped_, wall + kFuture);
}

bool LiveReader::all_ended() const {
  for (std::size_t i = 0; i < follower_.size(); ++i) {
    if (!follower_.ended(i)) return false;
  }
  return true;
}

}  // namespace invmon::pipeline
