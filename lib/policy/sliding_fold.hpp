#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "window/pane_table.hpp"

namespace invmon::policy {

/// The merge of the panes in a window that slides forward over a series. Each pane is merged a bounded number of times however
/// wide the window is (the two-stack algorithm: merges of all suffixes of the older part, and one merge of the newer part).
template <class P>
class SlidingFold {
 public:
  /// `series` must outlive the fold; `empty` says what of its panes is merged.
  SlidingFold(const window::Series<P>& series, P empty)
      : series_(&series),
        empty_(std::move(empty)),
        newer_(empty_),
        merged_(empty_),
        next_(series.panes().begin()),
        end_(series.panes().end()),
        newer_begin_(next_) {}

  /// The merge of panes first..last - 1, in order. Neither bound may be less than in the call before. The reference holds until
  /// the next call for another window.
  const P& window(std::int64_t first, std::int64_t last) {
    if (const std::pair bounds(first, last); bounds_ != bounds) {
      slide(first, last);
      bounds_ = bounds;
    }
    return older_.empty() ? newer_ : merged_;
  }

 private:
  using Iterator = typename window::PaneMap<P>::Iterator;

  void slide(std::int64_t first, std::int64_t last) {
    if (next_ != end_ && next_->first < first) skip_to(first);
    while (next_ != end_ && next_->first < last) {
      newer_.merge(*next_->second);
      ++next_;
    }
    while (!older_.empty() && older_.back().first < first) older_.pop_back();
    if (older_.empty() && newer_begin_ != next_ && newer_begin_->first < first) turn(first);
    if (older_.empty()) return;
    merged_ = older_.back().second;
    merged_.merge(newer_);
  }

  /// Forgets all panes up to here: none of them is asked for any more.
  void skip_to(std::int64_t first) {
    older_.clear();
    newer_ = empty_;
    next_ = newer_begin_ = series_->panes().lower_bound(first);
  }

  /// Makes the newer part the older one, without what lies before `first`.
  void turn(std::int64_t first) {
    for (auto at = next_; at != newer_begin_ && std::prev(at)->first >= first; --at) {
      P suffix = empty_;
      suffix.merge(*std::prev(at)->second);
      if (!older_.empty()) suffix.merge(older_.back().second);
      older_.emplace_back(std::prev(at)->first, std::move(suffix));
    }
    newer_ = empty_;
    newer_begin_ = next_;
  }

  const window::Series<P>* series_;
  P empty_;
  std::vector<std::pair<std::int64_t, P>> older_;  ///< from each pane of the older part to its end; the first pane last
  P newer_;
  P merged_;
  Iterator next_;  ///< the first pane not yet taken up
  Iterator end_;
  Iterator newer_begin_;
  std::optional<std::pair<std::int64_t, std::int64_t>> bounds_;  ///< of the window found last
};

}  // namespace invmon::policy
