#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace invmon::window {

/// Panes in order of their windows: a tree of two levels, whose leaves hold the panes of 64 neighbouring windows each. Most
/// windows are added behind the last one and read from first to last, which takes no search, and the leaf is in the cache
/// already.
template <class P>
class PaneMap {
 public:
  using Entry = std::pair<std::int64_t, std::unique_ptr<P>>;

 private:
  using Leaf = std::vector<Entry>;  ///< sorted; never empty
  using Leaves = std::map<std::int64_t, Leaf>;

 public:
  /// Bidirectional. Holds until its map is changed.
  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): the names are the standard library's
    using iterator_category = std::bidirectional_iterator_tag;
    using value_type = const Entry;
    using difference_type = std::ptrdiff_t;
    using pointer = const Entry*;
    using reference = const Entry&;
    // NOLINTEND(readability-identifier-naming)

    Iterator() = default;
    Iterator(typename Leaves::const_iterator leaf, std::size_t at) : leaf_(leaf), at_(at) {}

    const Entry& operator*() const { return leaf_->second[at_]; }
    const Entry* operator->() const { return &**this; }

    Iterator& operator++() {
      const Leaf& leaf = leaf_->second;
      if (++at_ + kAhead < leaf.size()) fetch(*leaf[at_ + kAhead].second);
      if (at_ == leaf.size()) *this = {std::next(leaf_), 0};
      return *this;
    }
    Iterator operator++(int) { return std::exchange(*this, std::next(*this)); }

    Iterator& operator--() {
      if (at_ == 0) at_ = (--leaf_)->second.size();
      --at_;
      return *this;
    }
    Iterator operator--(int) { return std::exchange(*this, std::prev(*this)); }

    bool operator==(const Iterator&) const = default;

   private:
    static constexpr std::size_t kAhead = 6;  ///< panes

    /// Asks for a pane's memory before its turn comes: panes lie here and there, and to wait for each of them takes much longer
    /// than to look at it.
    static void fetch(const P& pane) {
      constexpr std::size_t kLine = 64, kLines = 4;
      const char* const memory = reinterpret_cast<const char*>(&pane);
      for (std::size_t at = 0; at < std::min(sizeof(P), kLines * kLine); at += kLine) __builtin_prefetch(memory + at);
    }

    typename Leaves::const_iterator leaf_;
    std::size_t at_ = 0;
  };

  // NOLINTBEGIN(readability-identifier-naming): loops look for these names
  Iterator begin() const { return {leaves_.begin(), 0}; }
  Iterator end() const { return {leaves_.end(), 0}; }
  // NOLINTEND(readability-identifier-naming)

  bool empty() const { return leaves_.empty(); }

  std::size_t size() const {
    std::size_t count = 0;
    for (const auto& [number, leaf] : leaves_) count += leaf.size();
    return count;
  }

  /// The first entry of a window at or after this one.
  Iterator lower_bound(std::int64_t window) const {
    const auto leaf = leaves_.lower_bound(leaf_of(window));
    if (leaf == leaves_.end() || leaf->first > leaf_of(window)) return {leaf, 0};
    const auto at = static_cast<std::size_t>(place_in(leaf->second, window) - leaf->second.begin());
    return at == leaf->second.size() ? Iterator(std::next(leaf), 0) : Iterator(leaf, at);
  }

  Iterator find(std::int64_t window) const {
    const Iterator found = lower_bound(window);
    return found != end() && found->first == window ? found : end();
  }

  /// The pane of a window, null if it is new.
  std::unique_ptr<P>& operator[](std::int64_t window) {
    Leaf& leaf =
        leaves_.empty() || leaves_.rbegin()->first != leaf_of(window) ? leaves_[leaf_of(window)] : leaves_.rbegin()->second;
    if (leaf.empty() || leaf.back().first < window) return leaf.emplace_back(window, nullptr).second;
    const auto at = place_in(leaf, window);
    return (at->first == window ? at : leaf.emplace(at, window, nullptr))->second;
  }

  /// Takes away the entries before this one.
  void erase_before(Iterator first) {
    while (!leaves_.empty() && begin() != first) {
      Leaf& leaf = leaves_.begin()->second;
      const bool whole = first == end() || leaf_of(first->first) != leaves_.begin()->first;
      if (whole) {
        leaves_.erase(leaves_.begin());
      } else {
        leaf.erase(leaf.begin(), place_in(leaf, first->first));
        return;
      }
    }
  }

  /// Takes over the panes of another map. Of a window that both have, join(mine, theirs) merges the other one's pane into mine.
  template <class Join>
  void merge(PaneMap&& other, Join join) {
    leaves_.merge(other.leaves_);  // all leaves that are not here yet
    for (auto& [number, theirs] : std::exchange(other.leaves_, {})) {
      Leaf& leaf = leaves_.at(number);
      leaf = joined(std::move(leaf), std::move(theirs), join);
    }
  }

  /// Calls visit(window, pane) with each pane, to be taken away, in order; the map is empty then.
  template <class Visit>
  void take_all(Visit visit) {
    for (auto& [number, leaf] : std::exchange(leaves_, {})) {
      for (auto& [window, pane] : leaf) visit(window, std::move(pane));
    }
  }

 private:
  static constexpr int kLeafBits = 6;

  static std::int64_t leaf_of(std::int64_t window) { return window >> kLeafBits; }

  template <class Join>
  static Leaf joined(Leaf&& mine, Leaf&& theirs, Join join) {
    Leaf both;
    both.reserve(mine.size() + theirs.size());
    auto next = theirs.begin();
    for (auto& entry : mine) {
      while (next != theirs.end() && next->first < entry.first) both.push_back(std::move(*next++));
      both.push_back(std::move(entry));
      if (next != theirs.end() && next->first == both.back().first) join(*both.back().second, *(next++)->second);
    }
    std::move(next, theirs.end(), std::back_inserter(both));
    return both;
  }

  template <class AnyLeaf>
  static auto place_in(AnyLeaf& leaf, std::int64_t window) {
    return std::ranges::lower_bound(leaf, window, {}, &Entry::first);
  }

  Leaves leaves_;
};

}  // namespace invmon::window
