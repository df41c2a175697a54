#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "window/key_dictionary.hpp"
#include "window/pane_map.hpp"
#include "window/windowing.hpp"

namespace invmon::window {

/// The panes of one series (everything, or one key of a dimension) by window. P is default-less: new panes are copies of an
/// empty one.
template <class P>
class Series {
 public:
  /// The pane of a window; a copy of `empty` if there was none. The reference holds until the series is changed otherwise.
  P& at(std::int64_t window, const P& empty) {
    if (last_ != nullptr && last_window_ == window) return *last_;
    last_ = panes_.try_emplace(window, empty).first;
    last_window_ = window;
    return *last_;
  }

  /// Panes in ascending order of their windows.
  const PaneMap<P>& panes() const { return panes_; }

  /// Appends the panes of a series to the same windows here, in ascending order.
  void merge(Series&& other) {
    other.last_ = nullptr;
    panes_.merge(std::move(other.panes_), [](P& mine, const P& theirs) { mine.merge(theirs); });
  }

  /// Takes away the panes of earlier windows, but the latest of them.
  void drop_before(std::int64_t window) {
    const auto kept = panes_.lower_bound(window);
    if (kept == panes_.begin()) return;
    last_ = nullptr;
    panes_.erase_before(std::prev(kept));
  }

  /// Makes each `factor` windows one.
  void widen(std::int64_t factor) {
    Series wider;
    panes_.take_all([&](std::int64_t window, P&& pane) { wider.absorb(floor_div(window, factor), std::move(pane)); });
    *this = std::move(wider);
  }

 private:
  void absorb(std::int64_t window, P&& pane) {
    const auto [mine, is_new] = panes_.try_emplace(window, std::move(pane));
    if (!is_new) mine->merge(pane);  // which was not moved from then
  }

  PaneMap<P> panes_;
  P* last_ = nullptr;
  std::int64_t last_window_ = 0;
};

/// Which windows a table keeps.
struct TableShape {
  Windowing windowing = Windowing::automatic();  ///< of everything taken together
  bool windowed_groups = false;                  ///< groups have the same windows; else one pane each
  std::size_t dimensions = 0;
};

/// All panes of a log: of everything, by window, and of each key of each dimension. With automatic windows the table widens them
/// itself, so that it depends on the records alone which widths two tables of the same records end with.
template <class P>
class PaneTable {
 public:
  using Groups = std::unordered_map<std::uint32_t, Series<P>>;
  using SeriesPairs = std::vector<std::pair<Series<P>*, Series<P>*>>;

  PaneTable(TableShape shape, P empty) : shape_(std::move(shape)), empty_(std::move(empty)), groups_(shape_.dimensions) {}

  /// The pane of everything at a time.
  P& whole(Nanos time) { return whole_.at(window_of(time), empty_); }

  /// The pane of a key at a time.
  P& group(std::size_t dimension, std::uint32_t key, Nanos time) {
    auto& recent = recent_groups_[(key + dimension * (kRecentGroups / 4)) % kRecentGroups];
    if (recent.series == nullptr || recent.key != key || recent.dimension != dimension) {
      recent = {&groups_[dimension][key], dimension, key};
    }
    return recent.series->at(shape_.windowed_groups ? window_of(time) : 0, empty_);
  }

  /// Calls visit(pane, rows) for the panes of everything that rows, whose times stand in a column, belong to.
  template <class Visit>
  void visit_whole(std::span<const Nanos> times, std::span<const std::uint32_t> rows, Visit visit) {
    visit_windows(whole_, times, rows, visit);
  }

  /// The same for the panes of a key.
  template <class Visit>
  void visit_group(std::size_t dimension, std::uint32_t key, std::span<const Nanos> times, std::span<const std::uint32_t> rows,
                   Visit visit) {
    auto& series = groups_[dimension][key];
    if (shape_.windowed_groups) {
      visit_windows(series, times, rows, visit);
    } else {
      visit(series.at(0, empty_), rows);
    }
  }

  /// Whether these times, at least one, lie in one window.
  bool in_one_window(std::span<const Nanos> times) {
    window_of(times.front());
    return std::ranges::all_of(times, [this](Nanos time) { return latest_.holds(time); });
  }

  /// What panes are copies of at first.
  const P& empty_pane() const { return empty_; }

  const Windowing& windowing() const { return shape_.windowing; }
  const Series<P>& whole() const { return whole_; }
  const Groups& groups(std::size_t dimension) const { return groups_[dimension]; }

  /// Panes kept.
  std::size_t size() const {
    std::size_t count = whole_.panes().size();
    for (const auto& groups : groups_) {
      for (const auto& [key, series] : groups) count += series.panes().size();
    }
    return count;
  }

  /// Widens automatic windows as if there were a record at this time.
  void cover(Nanos time) { window_of(time); }

  /// Widens automatic windows to a width that they can have.
  void widen_to(Nanos width) {
    while (shape_.windowing.width() < width) widen();
  }

  /// Merges a table of the same shape. Its panes must not precede this table's where P's merge hangs on order.
  void merge(PaneTable&& other) {
    agree_on_width(other);
    for (const auto& [mine, theirs] : pair_up(other)) mine->merge(std::move(*theirs));
  }

  /// Widens automatic windows of this table and of another one to what the records of both need.
  void agree_on_width(PaneTable& other) {
    widen_to(other.shape_.windowing.width());
    for (auto edge : {&PaneTable::first_, &PaneTable::last_}) {
      other.widen_to(shape_.windowing.width());
      if (other.used_) include(other.*edge);
    }
    other.widen_to(shape_.windowing.width());
  }

  /// What a merge of another table of the same width comes to: merging the second series of each pair into the first one, of
  /// which different ones may be at work at once.
  SeriesPairs pair_up(PaneTable& other) {
    SeriesPairs pairs = {{&whole_, &other.whole_}};
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      for (auto& [key, series] : other.groups_[i]) pairs.emplace_back(&groups_[i][key], &series);
    }
    return pairs;
  }

  /// Takes away what lies in windows before that of a time, but the latest such pane of each series. Requires fixed windows, of
  /// groups too if there are any.
  void drop_before(Nanos time) {
    const auto window = shape_.windowing.index_of(time);
    whole_.drop_before(window);
    for (auto& groups : groups_) {
      for (auto& [key, series] : groups) series.drop_before(window);
    }
  }

  /// Moves what a key holds to kOtherKey.
  void fold(std::size_t dimension, std::uint32_t key) {
    const auto found = groups_[dimension].find(key);
    if (found == groups_[dimension].end()) return;
    auto series = std::move(found->second);
    groups_[dimension].erase(found);
    recent_groups_.fill({});
    groups_[dimension][kOtherKey].merge(std::move(series));
  }

 private:
  template <class Visit>
  void visit_windows(Series<P>& series, std::span<const Nanos> times, std::span<const std::uint32_t> rows, Visit visit) {
    for (std::size_t begin = 0, end = 1; begin < rows.size(); begin = end++) {
      const auto window = window_of(times[rows[begin]]);
      const auto span = latest_;  // in registers
      while (end < rows.size() && span.holds(times[rows[end]])) ++end;
      visit(series.at(window, empty_), rows.subspan(begin, end - begin));
    }
  }

  std::int64_t window_of(Nanos time) {
    if (!latest_.holds(time)) look_up(time);
    return latest_window_;
  }

  void look_up(Nanos time) {
    const auto& windowing = shape_.windowing;
    if (windowing.is_automatic()) include(windowing.index_of(time));
    latest_window_ = windowing.index_of(time);
    latest_ = {windowing.start_of(latest_window_), windowing.start_of(latest_window_ + 1)};
  }

  /// Widens the windows until the table may span this one too.
  void include(std::int64_t window) {
    first_ = used_ ? std::min(first_, window) : window;
    last_ = used_ ? std::max(last_, window) : window;
    used_ = true;
    while (shape_.windowing.is_automatic() && last_ - first_ >= kMaxAutomaticWindows) widen();
  }

  void widen() {
    const auto factor = shape_.windowing.widen();
    first_ = floor_div(first_, factor);
    last_ = floor_div(last_, factor);
    latest_ = {};
    whole_.widen(factor);
    if (!shape_.windowed_groups) return;
    for (auto& groups : groups_) {
      for (auto& [key, series] : groups) series.widen(factor);
    }
  }

  static constexpr std::size_t kRecentGroups = 32;

  struct RecentGroup {
    Series<P>* series = nullptr;
    std::size_t dimension = 0;
    std::uint32_t key = 0;
  };

  TableShape shape_;
  P empty_;
  Series<P> whole_;
  std::vector<Groups> groups_;
  bool used_ = false;
  std::int64_t first_ = 0;  ///< windows spanned
  std::int64_t last_ = 0;

  // What was asked for lately, since a log asks for the same again and again.
  TimeSpan latest_;  ///< of the latest window
  std::int64_t latest_window_ = 0;
  std::array<RecentGroup, kRecentGroups> recent_groups_{};
};

}  // namespace invmon::window
