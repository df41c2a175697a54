#include "pipeline/query_rows.hpp"

#include <algorithm>
#include <optional>

#include "policy/measure.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/streak_pane.hpp"

namespace invmon::pipeline {
namespace {

using policy::Measure;

/// Reads the measures of a query off panes.
class RowMaker {
 public:
  RowMaker(std::span<const Measure> measures, const Findings& findings, const policy::FeedSpec& feed)
      : measures_(measures),
        report_(findings.report),
        windowing_(findings.feeds.windowing()),
        no_pane_(feed.parts),
        no_streak_(feed.streak_threshold) {}

  report::QueryRow whole(const policy::FeedSeries& series) const {
    window::Pane pane = no_pane_;
    for (const auto& [index, part] : series.panes->panes()) pane.merge(*part);
    window::StreakPane streak = no_streak_;
    if (series.streaks != nullptr) {
      for (const auto& [index, part] : series.streaks->panes()) streak.merge(*part);
    }
    const auto last = pane.last_record();
    return row(series, 0, report_.to.value_or(0), report::range_seconds(report_).value_or(0),
               {pane, series.streaks == nullptr ? nullptr : &streak.streak()}, last);
  }

  /// A row for each window with a record, or for each of the report's.
  void windows(const policy::FeedSeries& series, bool all, std::vector<report::QueryRow>& rows) const {
    std::optional<Nanos> last;
    const auto add = [&](Nanos from, Nanos to, std::int64_t index) {
      const auto found = series.panes->panes().find(index);
      const auto& pane = found == series.panes->panes().end() ? no_pane_ : *found->second;
      if (const auto time = pane.last_record()) last = time;
      rows.push_back(row(series, from, to, report::seconds_between(from, to), {pane, streak_of(series, index)}, last));
    };
    if (all) {
      for (const auto& window : report_.windows) add(window.from, window.to, windowing_.index_of(window.from));
    } else {
      for (const auto& [index, pane] : series.panes->panes()) {
        add(windowing_.start_of(index), windowing_.start_of(index + 1), index);
      }
    }
  }

 private:
  struct Parts {
    const window::Pane& pane;
    const stats::Streak* streak;
  };

  const stats::Streak* streak_of(const policy::FeedSeries& series, std::int64_t index) const {
    if (series.streaks == nullptr) return nullptr;
    const auto found = series.streaks->panes().find(index);
    return found == series.streaks->panes().end() ? &no_streak_.streak() : &found->second->streak();
  }

  report::QueryRow row(const policy::FeedSeries& series, Nanos from, Nanos to, double seconds, Parts parts,
                       std::optional<Nanos> last) const {
    report::QueryRow result{from, to, series.key, {}};
    const double age = last ? report::seconds_between(*last, std::max(*last, to)) : 0;
    for (const auto& measure : measures_) {
      const bool unknown = measure.kind == Measure::Kind::age && !last;
      result.values.push_back(unknown ? std::nullopt
                                      : policy::read(measure, {parts.pane, &parts.pane, parts.streak, seconds, age}));
    }
    return result;
  }

  std::span<const Measure> measures_;
  const report::Report& report_;
  const window::Windowing& windowing_;
  window::Pane no_pane_;
  window::StreakPane no_streak_;
};

}  // namespace

std::vector<report::QueryRow> query_rows(std::span<const Measure> measures, const Findings& findings,
                                         const policy::FeedSpec& feed, const QuerySpec& spec) {
  const RowMaker maker(measures, findings, feed);
  std::vector<report::QueryRow> rows;
  for (const auto& series : findings.feeds.series(0)) {
    if (spec.windowed) {
      maker.windows(series, spec.by.empty(), rows);
    } else {
      rows.push_back(maker.whole(series));
    }
  }
  if (spec.windowed) std::ranges::stable_sort(rows, {}, &report::QueryRow::from);
  return rows;
}

}  // namespace invmon::pipeline
