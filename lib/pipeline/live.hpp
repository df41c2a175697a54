#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "kpi/snapshot.hpp"
#include "pipeline/live_records.hpp"
#include "policy/feed_plan.hpp"
#include "policy/judgement.hpp"
#include "policy/policy.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// What the rules come to at a moment.
struct LiveJudgement {
  policy::Judgement judgement;  ///< of the time since the checks before; open alerts are always there, no matter how old
  std::vector<bool> cut;        ///< of each alert: it was open already where the kept records begin, so its start is unknown
};

/// The numbers of the last minutes, each of them as far as it is over.
struct LiveKpis {
  kpi::Snapshot last_minutes;  ///< the last five
  kpi::Snapshot last_hour;
  std::vector<kpi::Maybe> error_rate, p95, per_minute;  ///< by minute, the last sixty
};

/// Judges a log while it grows: the rules are evaluated anew over the panes that are kept, so that their outcome hangs on the
/// records alone. Kept is what the widest window of a rule needs for the checks of the last day.
class LiveRun {
 public:
  /// Uses the options' profile, filter, limits, max_groups and threads. Errors: a bad expression, too many groupings.
  static Result<std::unique_ptr<LiveRun>> make(Options options, policy::Policy policy);

  LiveRecords& records() { return *records_; }
  const LiveRecords& records() const { return *records_; }
  const policy::Policy& policy() const { return policy_; }  ///< with the rules that come from SLOs
  std::size_t max_line() const { return options_.limits.max_line; }

  /// The moment up to which the log can be judged when the clock shows `wall`: just after its last record. That of a live log
  /// goes on with the clock. A log is live for good once its last record is within five minutes of the clock. Absent without a
  /// record.
  std::optional<Nanos> now(Nanos wall);
  bool is_live() const { return live_; }
  void set_live(bool live) { live_ = live; }

  /// When checks are made of which some records may be missing.
  enum class Checks {
    due,   ///< only when their time has come
    early  ///< the next one at once, where a rule can't hold merely because records are still to come
  };

  /// Evaluates all rules up to `now`, which must not go back, and forgets what is not needed any more.
  LiveJudgement judge(Nanos now, Checks checks);

  LiveKpis kpis(Nanos now) const;

  /// The numbers of every record so far, of the groups of the options' `by` and of error codes, at the options' thresholds; no
  /// windows, rates and streaks. Requires the options' `totals`.
  report::Report totals() const;

  /// Where the records begin that rules look at. Requires a record.
  Nanos known_from() const { return begin(); }

  /// Whether a stream holds records that the rules may still look at.
  bool needs(std::size_t stream, Nanos now) const;

 private:
  LiveRun(Options options, policy::Policy policy);

  Nanos begin() const;
  policy::Range range_of(std::size_t rule, Nanos now, Checks checks) const;
  void plan_next(const policy::Judgement& judgement, Nanos now);
  void forget(Nanos now);

  Options options_;
  policy::Policy policy_;
  policy::FeedPlan plan_;
  std::unique_ptr<LiveRecords> records_;
  bool live_ = false;

  std::vector<bool> early_;                 ///< by rule: it can be checked early
  std::vector<std::optional<Nanos>> from_;  ///< by rule: where its next evaluation begins, if not at the first kept record
  Nanos reach_ = 0;                         ///< how far before a check rules look
  std::optional<Nanos> kept_from_;          ///< checks from here on see all their records; absent: all are kept
};

}  // namespace invmon::pipeline
