#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "kpi/snapshot.hpp"
#include "policy/feed.hpp"
#include "policy/rule.hpp"
#include "policy/spans.hpp"

namespace invmon::policy {

/// What makes an event good: it succeeded, or took at most `within` seconds.
struct Sli {
  enum class Kind {
    success,       ///< {good: success}
    share_within,  ///< {share_within: 300ms}: of the transactions that have a duration
    quantile,      ///< {p95: 300ms}, by timeslice only
    freshness,     ///< {freshness: 15m}, by timeslice only: at the slice's end the last record is at most so old
    uptime,        ///< {uptime: 5m checks}: each slice is one check's; all its transactions must have succeeded
    condition,     ///< {when: error_rate <= 2%}, by timeslice only: any condition of rules that a good slice fulfils
  };
  Kind kind = Kind::success;
  double within = 0;               ///< seconds: share_within, quantile, freshness
  double quantile = 0;             ///< 0..1
  std::optional<double> at_least;  ///< of a timeslice: the share of good events that makes it good
  std::optional<Condition> when;   ///< condition only
};

/// A row of a multi-window, multi-burn-rate alert: both windows must burn faster.
struct BurnRow {
  Nanos long_window = 0, short_window = 0;
  double burn = 0;
  std::string severity;  ///< "page", "ticket"
  Hold hold;
};

struct Slo {
  std::string name;
  std::string description;
  Labels labels;
  double objective = 0;  ///< 0 < objective < 1
  Sli sli;
  std::optional<Nanos> slice;     ///< `per`: timeslices of this length, aligned to the epoch; absent: events are counted
  std::uint64_t sustained = 1;    ///< a bad slice counts only in a run of at least so many
  NoData no_data = NoData::hold;  ///< of slices without enough events: unknown (hold, the default), ok or breach
  std::uint64_t min_events = 1;   ///< of a timeslice, or of the whole without timeslices, below which no verdict is given
  Nanos period = 30 * kDay;       ///< rolling, back from the log's end; of a calendar its nominal length (a month: 30 d)
  enum class Calendar { none, day, week, month, quarter, year } calendar = Calendar::none;  ///< else the one that holds the end
  TimeZone zone;                                                                            ///< of the calendar
  std::string zone_name = "UTC";                                                            ///< its IANA name
  std::vector<std::string> by;  ///< dimensions; one SLO for each of their combinations
  std::optional<record::SourcedText> where;
  std::vector<BurnRow> alerting;        ///< rows of burn-rate alerts
  std::uint64_t alert_min_events = 50;  ///< in a row's long window
  std::uint64_t alert_min_bad = 2;      ///< likewise: a single bad event never pages
  Labels alert_labels, alert_annotations;
  std::string place;
};

struct BurnRate {
  Nanos window = 0;
  kpi::Maybe value;                 ///< absent without an event in the window
  std::vector<kpi::Maybe> history;  ///< at the moments that were asked for
};

struct SliceCounts {
  double seconds = 0;
  std::uint64_t good = 0, bad = 0, unknown = 0;
};

struct BadSlice {
  Nanos from = 0, to = 0;
  kpi::Maybe value;  ///< the SLI's: a share, seconds
  std::uint64_t events = 0;
};

/// An SLO's account over one period: the `slos` entries of the JSON contract.
struct SloResult {
  std::string name;
  std::string description;
  Labels labels;  ///< the SLO's and the group's
  double objective = 0;
  std::string sli;  ///< for a person: "success", "within 300 ms", "p95 <= 300 ms per 1h"
  kpi::Maybe actual;
  std::optional<bool> met;                     ///< absent: too few events to say
  std::uint64_t good = 0, bad = 0, total = 0;  ///< events
  std::optional<SliceCounts> slices;
  Nanos period_from = 0, period_to = 0;
  struct Budget {
    double allowed = 0;  ///< bad events (or slices) that the objective allows
    kpi::Maybe consumed_ratio, remaining_ratio;
    double minutes = 0;  ///< (1 - objective) of the whole period
    kpi::Maybe consumed_minutes;
    std::optional<Nanos> exhausted_at;
    kpi::Maybe days_to_exhaustion;         ///< at the burn rate of the last day
    std::vector<kpi::Maybe> history = {};  ///< the remaining ratio at the moments that were asked for; absent before the period
  } budget;
  std::vector<BurnRate> burn_rate;
  struct Interval {
    double low = 0, high = 0;
  };
  std::optional<Interval> interval;     ///< Wilson, 95 %, of `actual`
  std::vector<BadSlice> worst_slices;   ///< the worst first, at most five; without timeslices those of an hour
  std::optional<kpi::Unit> value_unit;  ///< of their values; absent where none is known (gauges)
};

/// What has to be kept of the log for an SLO. Panes are timeslices where there are some, else a minute or what divides a minute,
/// the period and the windows of alerts.
FeedSpec feed_of(const Slo& slo);

/// The account of each group at the end of `range`, in order of the groups' keys; `series` are those of feed_of(slo). Without
/// `by` there is always one. `excluded`: spans, in order of time, whose records were left out of the series (maintenance).
/// `history_at`: moments in order of time for which budgets and burn rates are told too, the last one at the range's end.
std::vector<SloResult> evaluate(const Slo& slo, std::span<const FeedSeries> series, Range range,
                                std::span<const Range> excluded = {}, std::span<const Nanos> history_at = {});

/// The rules that watch an SLO's burn rate, of the name "SLO NAME burn rate": one for each severity of its rows, whose conditions
/// are joined by `or`. Rows of a severity that differ in `for` are a rule each, told apart by the label `for`. Empty without
/// rows.
Result<std::vector<Rule>> burn_rate_rules(const Slo& slo, std::span<const std::string> gauges);

/// For lint: the rows whose alert can never fire, because even the failure of all events burns more slowly; one clause each.
std::vector<std::string> unreachable_rows(const Slo& slo);

}  // namespace invmon::policy
