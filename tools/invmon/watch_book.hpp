#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pipeline/live.hpp"
#include "watch_state.hpp"

namespace invmon::tools {

/// Something to tell: an alert has begun to fire, or has ended.
struct AlertNews {
  policy::Alert alert;
  bool resolved = false;
};

/// Knows what was told, and finds in each judgement what is new. Of an alert both its start and its end are told once.
class AlertBook {
 public:
  /// `told` and `since` as in WatchState.
  AlertBook(std::vector<ToldAlert> told, std::optional<Nanos> since) : told_(std::move(told)), since_(since) {}

  /// `now`: the moment of the judgement. `at_end`: it is of the log's end, not of a moment on the way there.
  std::vector<AlertNews> update(const pipeline::LiveRun& run, const pipeline::LiveJudgement& judged, Nanos now, bool at_end);

  const std::vector<ToldAlert>& told() const { return told_; }
  std::optional<Nanos> since() const { return since_; }

 private:
  void take(const pipeline::LiveRun& run, const policy::Alert& alert, bool cut, Nanos now, bool at_end,
            std::vector<AlertNews>& news);
  ToldAlert* find(const pipeline::LiveRun& run, const policy::Alert& alert, bool cut);
  void end_vanished(const pipeline::LiveRun& run, std::span<const policy::Alert> alerts, Nanos now, std::vector<AlertNews>& news);
  void forget(Nanos now);

  std::vector<ToldAlert> told_;
  std::optional<Nanos> since_;
};

}  // namespace invmon::tools
