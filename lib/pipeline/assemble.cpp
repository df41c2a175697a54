#include "pipeline/assemble.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/parallel_for.hpp"
#include "kpi/measure.hpp"
#include "pipeline/input_account.hpp"

namespace invmon::pipeline {
namespace {

using window::Pane;

/// Windows that a report holds at most.
constexpr std::int64_t kMaxWindows = 1'000'000;

/// Reads the panes of windows in order.
template <class P>
class Cursor {
 public:
  /// From this window on.
  Cursor(const window::Series<P>& series, std::int64_t window)
      : at_(series.panes().lower_bound(window)), end_(series.panes().end()) {}

  /// The pane of a window, which must lie behind the one before; `none` if there is none.
  const P& at(std::int64_t window, const P& none) {
    while (at_ != end_ && at_->first < window) ++at_;
    return at_ != end_ && at_->first == window ? *at_->second : none;
  }

 private:
  typename window::PaneMap<P>::Iterator at_, end_;
};

/// Builds one report; the steps are in the order of the report's parts.
class Assembler {
 public:
  explicit Assembler(const Gathered& gathered)
      : in_(gathered), empty_(gathered.plan.window_parts), no_streak_(gathered.options.profile.streak_threshold) {
    for (const auto& gauge : in_.options.profile.gauges) gauge_names_.push_back(gauge.name);
  }

  Result<report::Report> assemble() {
    report_.profile_name = in_.options.profile.name;
    report_.profile_source = record::name(in_.options.profile.origin);
    add_input();
    if (auto usable = check_usable(report_.input, in_.options.profile); !usable) return usable.error();
    set_range();
    if (auto windows = set_windows(); !windows) return windows.error();
    fold_keys();
    add_whole();
    add_errors();
    for (std::size_t i = 0; i < in_.options.by.size(); ++i) add_dimension(i);
    add_group_windows();
    add_streaks();
    return std::move(report_);
  }

 private:
  double seconds() const { return report::range_seconds(report_).value_or(0); }

  /// Outcomes may have come after their key had been pushed out and folded.
  void fold_keys() {
    for (std::size_t i = 0; i < in_.options.by.size(); ++i) {
      for (const auto key : in_.dictionaries.dimensions[i].folded(0)) in_.streaks.fold(i, key);
    }
  }

  void add_input() {
    std::vector<SourceResult> results;
    for (std::size_t i = 0; i < in_.plan.sources.size(); ++i) results.push_back(in_.coordinator.result(i));
    report_.input = account_for(in_.plan.sources, results);
    report_.input.late = in_.late;
  }

  void set_range() {
    TimeExtent records;
    for (const auto& source : report_.input.sources) records.include({source.first, source.last});
    const auto from = in_.plan.from ? in_.plan.from : records.first;
    auto to = in_.plan.to;
    if (!to && records.last) to = just_after(*records.last);
    if (!from || !to) return;
    report_.from = from;
    report_.to = std::max(*from, *to);
  }

  /// Afterwards the tally is whole. To make room for many windows takes as long as to merge them, and goes on meanwhile where it
  /// is known how many there will be.
  Result<void> set_windows() {
    if (const auto& fixed = in_.plan.shape.windowing; !fixed.is_automatic()) {
      auto made = make_windows(fixed);
      in_.merged.get();
      return made;
    }
    in_.merged.get();
    auto& panes = in_.tally.panes;
    if (report_.from && *report_.from < *report_.to) {
      panes.cover(*report_.from);
      panes.cover(*report_.to - 1);
    }
    in_.streaks.panes().widen_to(panes.windowing().width());
    return make_windows(panes.windowing());
  }

  Result<void> make_windows(const window::Windowing& windowing) {
    report_.window_seconds = static_cast<double>(windowing.width()) / kSecond;
    if (!report_.from || *report_.from == *report_.to) return {};
    first_window_ = windowing.index_of(*report_.from);
    const auto count = windowing.index_of(*report_.to - 1) - first_window_ + 1;
    if (count > kMaxWindows) {
      return Error{ErrorKind::usage, "--window",
                   fmt::format("{} windows of {} between {} and {} are too many", count, format_span(windowing.width()),
                               format_time(*report_.from), format_time(*report_.to)),
                   "choose a wider --window, or a range with --from and --to"};
    }
    report_.windows.resize(static_cast<std::size_t>(count));
    return {};
  }

  /// `streak` may be null.
  report::Window measure_window(std::int64_t index, const Pane& pane, const stats::Streak* streak) const {
    const auto& windowing = in_.tally.panes.windowing();
    const Nanos from = windowing.start_of(index);
    const Nanos to = windowing.start_of(index + 1);
    report::Window result{from, to, measure_pane(pane, streak, report::seconds_between(from, to)), {}};
    if (in_.options.chart_data) result.durations = buckets_of(pane, report::kWindowBucketsPerOctave);
    if (in_.options.export_data) result.durations = buckets_of(pane, stats::kBucketsPerOctave);
    return result;
  }

  /// Some of the windows of everything.
  void measure_windows(std::size_t begin, std::size_t end) {
    auto index = first_window_ + static_cast<std::int64_t>(begin);
    Cursor pane(in_.tally.panes.whole(), index);
    Cursor streak(in_.streaks.panes().whole(), index);
    for (std::size_t i = begin; i < end; ++i, ++index) {
      report_.windows[i] = measure_window(index, pane.at(index, empty_), &streak.at(index, no_streak_).streak());
    }
  }

  kpi::Snapshot measure_pane(const Pane& pane, const stats::Streak* streak, double seconds) const {
    auto result = kpi::measure(pane, streak, seconds, gauge_names_);
    for (const double threshold : in_.options.thresholds) result.duration.within.push_back(pane.within(threshold));
    return result;
  }

  static std::vector<stats::Bucket> buckets_of(const Pane& pane, int per_octave) { return pane.durations().buckets(per_octave); }

  static void merge_all(Pane& total, const window::Series<Pane>& series) {
    for (const auto& [index, pane] : series.panes()) total.merge(*pane);
  }

  /// All records. Each is in one group of a dimension, so that the groups make the same total as the windows, of which there are
  /// more where groups are not kept by window.
  Pane total_of_all() const {
    const auto& panes = in_.tally.panes;
    Pane total = empty_;
    if (in_.options.by.empty() || in_.options.group_windows) {
      merge_all(total, panes.whole());
    } else {
      for (const auto& [key, series] : panes.groups(0)) merge_all(total, series);
    }
    return total;
  }

  /// The numbers of a total over the whole range. `streaks` may be null.
  kpi::Snapshot measure_total(const Pane& total, const window::Series<window::StreakPane>* streaks) const {
    if (streaks == nullptr) return measure_pane(total, nullptr, seconds());
    window::StreakPane streak(in_.options.profile.streak_threshold);
    for (const auto& [index, pane] : streaks->panes()) streak.merge(*pane);
    return measure_pane(total, &streak.streak(), seconds());
  }

  void add_whole() {
    constexpr std::size_t kPiece = 256;  // windows
    const auto count = report_.windows.size();
    // The whole takes long: it comes first, so that other threads measure windows meanwhile.
    parallel_for(1 + (count + kPiece - 1) / kPiece, in_.options.threads, 1, [&](std::size_t i) {
      if (i > 0) return measure_windows((i - 1) * kPiece, std::min(i * kPiece, count));
      const Pane total = total_of_all();
      if (in_.options.chart_data) report_.durations = buckets_of(total, report::kBucketsPerOctave);
      report_.kpi = measure_total(total, &in_.streaks.panes().whole());
    });
  }

  void add_errors() {
    auto& table = in_.tally.errors;
    table.widen_to(in_.tally.panes.windowing().width());
    for (const auto code : in_.dictionaries.errors.folded(0)) table.fold(Tally::kByCode, code);
    std::map<std::string, const window::Series<ErrorCount>*> by_name;
    const auto& codes = table.groups(Tally::kByCode);
    for (const auto& [name, number] : in_.dictionaries.errors.keys()) by_name[name] = &codes.at(number);
    if (const auto others = codes.find(window::kOtherKey); others != codes.end())
      by_name[std::string(window::kOtherName)] = &others->second;
    std::vector<std::pair<report::ErrorCode, const window::Series<ErrorCount>*>> errors;
    for (const auto& [name, series] : by_name) errors.push_back({error_code(name, *series), series});
    for (const auto& [key, series] : table.groups(Tally::kWithoutCode)) {
      errors.push_back({error_code(std::nullopt, series), &series});
    }
    std::stable_sort(errors.begin(), errors.end(), [](const auto& a, const auto& b) { return a.first.count > b.first.count; });
    for (auto& [error, series] : errors) {
      const bool charted = in_.options.chart_data && report_.errors.size() < report::kCodesByWindow;
      if (charted || in_.options.export_data) error.by_window = by_window(*series);
      report_.errors.push_back(std::move(error));
    }
  }

  report::ErrorCode error_code(std::optional<std::string> name, const window::Series<ErrorCount>& series) const {
    report::ErrorCode error{std::move(name), 0, 0, {}};
    for (const auto& [window, pane] : series.panes()) error.count += pane->failures;
    error.share = static_cast<double>(error.count) / static_cast<double>(report_.kpi.failures);
    return error;
  }

  std::vector<std::uint64_t> by_window(const window::Series<ErrorCount>& series) const {
    std::vector<std::uint64_t> counts(report_.windows.size());
    for (const auto& [window, pane] : series.panes()) counts[static_cast<std::size_t>(window - first_window_)] = pane->failures;
    return counts;
  }

  void add_dimension(std::size_t index) {
    report::Dimension dimension;
    dimension.name = in_.options.by[index];
    const auto& dictionary = in_.dictionaries.dimensions[index];
    dimension.folded = dictionary.overflowed();
    auto keys = dictionary.keys();
    keys.emplace_back(window::kOtherName, window::kOtherKey);
    std::sort(keys.begin(), keys.end());
    for (const auto& [key, number] : keys) {
      const auto series = in_.tally.panes.groups(index).find(number);
      if (series == in_.tally.panes.groups(index).end()) continue;
      Pane total = empty_;
      merge_all(total, series->second);
      auto snapshot = measure_total(total, streaks_of(index, number));
      if (is_empty(snapshot)) continue;  // of records that are no transactions
      group_numbers_[{index, number}] = {dimension.groups.size(), key};
      dimension.groups.push_back({key, std::move(snapshot)});
    }
    report_.dimensions.push_back(std::move(dimension));
  }

  /// Null for the group of folded keys: the order of its outcomes is not known.
  const window::Series<window::StreakPane>* streaks_of(std::size_t dimension, std::uint32_t key) {
    if (key == window::kOtherKey) return nullptr;
    const auto& groups = in_.streaks.panes().groups(dimension);
    const auto found = groups.find(key);
    return found == groups.end() ? &no_streaks_ : &found->second;
  }

  void add_group_windows() {
    if (!in_.options.group_windows) return;
    for (const auto& [id, group] : group_numbers_) {
      const auto [dimension, key] = id;
      const auto* const streaks = streaks_of(dimension, key);
      Cursor streak(streaks == nullptr ? no_streaks_ : *streaks, first_window_);
      for (const auto& [index, pane] : in_.tally.panes.groups(dimension).at(key).panes()) {
        const auto* of_window = streaks == nullptr ? nullptr : &streak.at(index, no_streak_).streak();
        report_.group_windows.push_back({dimension, group.first, measure_window(index, *pane, of_window)});
      }
    }
    std::sort(report_.group_windows.begin(), report_.group_windows.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.window.from, a.dimension, a.group) < std::tuple(b.window.from, b.dimension, b.group);
    });
  }

  void add_streaks() {
    for (const auto& long_run : in_.streaks.runs()) {
      report::StreakRun run{long_run.run, long_run.dimension, ""};
      if (long_run.dimension) {
        const auto group = group_numbers_.find({*long_run.dimension, long_run.key});
        if (group == group_numbers_.end()) continue;  // a key that was folded later
        run.key = group->second.second;
      }
      report_.streaks.push_back(std::move(run));
    }
    std::sort(report_.streaks.begin(), report_.streaks.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.run.first, a.dimension, a.key, a.run.last) < std::tuple(b.run.first, b.dimension, b.key, b.run.last);
    });
    report_.streaks_left_out = in_.streaks.runs_left_out();
  }

  const Gathered& in_;
  Pane empty_;
  window::StreakPane no_streak_;
  std::vector<std::string> gauge_names_;
  report::Report report_;
  std::int64_t first_window_ = 0;
  std::map<std::pair<std::size_t, std::uint32_t>, std::pair<std::size_t, std::string>> group_numbers_;  ///< index and name
  window::Series<window::StreakPane> no_streaks_;
};

}  // namespace

bool is_empty(const kpi::Snapshot& snapshot) {
  return snapshot.transactions == 0 &&
         std::all_of(snapshot.gauges.begin(), snapshot.gauges.end(), [](const auto& gauge) { return gauge.count == 0; });
}

Result<report::Report> assemble(Gathered gathered) { return Assembler(gathered).assemble(); }

}  // namespace invmon::pipeline
