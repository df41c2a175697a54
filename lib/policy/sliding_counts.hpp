#pragma once

#include <cstdint>

#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {

/// The counts of the panes in a window that slides forward over a series: what comes in is added, and what goes out subtracted.
class SlidingCounts {
 public:
  /// `series` must outlive the object; `empty` has its thresholds or none.
  SlidingCounts(const window::Series<window::Pane>& series, const window::PaneCounts& empty)
      : panes_(&series.panes()), empty_(empty), sum_(empty), begin_(panes_->begin()), next_(begin_), end_(panes_->end()) {}

  /// The counts of panes first..last - 1; the time of their latest record is not kept. Neither bound may be less than in the call
  /// before. The reference holds until the next call.
  const window::PaneCounts& window(std::int64_t first, std::int64_t last) {
    if (first != first_ || last != last_) slide(first, last);
    return sum_;
  }

 private:
  void slide(std::int64_t first, std::int64_t last) {
    first_ = first;
    last_ = last;
    if (next_ != end_ && next_->first < first) {
      sum_ = empty_;
      begin_ = next_ = panes_->lower_bound(first);
    }
    for (; next_ != end_ && next_->first < last; ++next_) sum_.merge(*next_->second);
    if (begin_ == next_ || begin_->first >= first) return;
    const bool exact = !sum_.is_full();
    for (; begin_ != next_ && begin_->first < first; ++begin_) {
      if (exact) sum_.subtract(*begin_->second);
    }
    if (!exact) recount();
  }

  void recount() {
    sum_ = empty_;
    for (auto at = begin_; at != next_; ++at) sum_.merge(*at->second);
  }

  using Iterator = window::PaneMap<window::Pane>::Iterator;

  const window::PaneMap<window::Pane>* panes_;
  window::PaneCounts empty_;
  window::PaneCounts sum_;  ///< of [begin_, next_)
  Iterator begin_;
  Iterator next_;  ///< the first pane not yet taken up
  Iterator end_;
  std::int64_t first_ = 0;  ///< of the window found last, like last_
  std::int64_t last_ = 0;   ///< the first pane behind it
};

}  // namespace invmon::policy
