#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace invmon::window {

/// Panes in order of their windows: a tree of two levels, whose leaves hold the panes of 256 neighbouring windows each. Most
/// windows are added behind the last one and read from first to last, which takes no search, and the leaf is in the cache
/// already. Panes stay where they are, one behind the other as far as they came in order.
template <class P>
class PaneMap {
 public:
  using Entry = std::pair<std::int64_t, P*>;

 private:
  struct Leaf {
    std::vector<Entry> entries;         ///< sorted; never empty
    std::vector<std::vector<P>> panes;  ///< of the entries; pieces that never grow beyond the room they were made with
  };
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

    const Entry& operator*() const { return leaf_->second.entries[at_]; }
    const Entry* operator->() const { return &**this; }

    Iterator& operator++() {
      const auto& entries = leaf_->second.entries;
      if (++at_ + kAhead < entries.size()) fetch(*entries[at_ + kAhead].second);
      if (at_ == entries.size()) *this = {std::next(leaf_), 0};
      return *this;
    }
    Iterator operator++(int) { return std::exchange(*this, std::next(*this)); }

    Iterator& operator--() {
      if (at_ == 0) at_ = (--leaf_)->second.entries.size();
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

  PaneMap() = default;
  PaneMap(PaneMap&&) noexcept = default;
  PaneMap& operator=(PaneMap&&) noexcept = default;
  PaneMap(const PaneMap&) = delete;
  PaneMap& operator=(const PaneMap&) = delete;
  ~PaneMap() = default;

  // NOLINTBEGIN(readability-identifier-naming): loops look for these names
  Iterator begin() const { return {leaves_.begin(), 0}; }
  Iterator end() const { return {leaves_.end(), 0}; }
  // NOLINTEND(readability-identifier-naming)

  bool empty() const { return leaves_.empty(); }

  std::size_t size() const {
    std::size_t count = 0;
    for (const auto& [number, leaf] : leaves_) count += leaf.entries.size();
    return count;
  }

  /// The first entry of a window at or after this one.
  Iterator lower_bound(std::int64_t window) const {
    const auto leaf = leaves_.lower_bound(leaf_of(window));
    if (leaf == leaves_.end() || leaf->first > leaf_of(window)) return {leaf, 0};
    const auto& entries = leaf->second.entries;
    const auto at = static_cast<std::size_t>(place_in(entries, window) - entries.begin());
    return at == entries.size() ? Iterator(std::next(leaf), 0) : Iterator(leaf, at);
  }

  Iterator find(std::int64_t window) const {
    const Iterator found = lower_bound(window);
    return found != end() && found->first == window ? found : end();
  }

  /// The pane of a window, and whether it is new: made of `argument` then. It holds until panes are taken away.
  template <class Argument>
  std::pair<P*, bool> try_emplace(std::int64_t window, Argument&& argument) {
    const auto last = leaves_.empty() ? leaves_.end() : std::prev(leaves_.end());
    Leaf& leaf = last == leaves_.end() || last->first != leaf_of(window) ? leaf_for(window) : last->second;
    auto& entries = leaf.entries;
    const auto at = entries.empty() || entries.back().first < window ? entries.end() : place_in(entries, window);
    if (at != entries.end() && at->first == window) return {at->second, false};
    if (leaf.panes.empty() || leaf.panes.back().size() == leaf.panes.back().capacity()) {
      leaf.panes.emplace_back().reserve(std::max<std::size_t>(1, entries.size()));
    }
    P* const pane = &leaf.panes.back().emplace_back(std::forward<Argument>(argument));
    entries.emplace(at, window, pane);
    return {pane, true};
  }

  /// Takes away the entries before this one.
  void erase_before(Iterator first) {
    while (!leaves_.empty() && begin() != first) {
      Leaf& leaf = leaves_.begin()->second;
      const bool whole = first == end() || leaf_of(first->first) != leaves_.begin()->first;
      if (whole) {
        leaves_.erase(leaves_.begin());
      } else {
        leaf = rest_of(leaf, first->first);
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
      leaf.entries = joined(leaf.entries, theirs.entries, join);
      std::ranges::move(theirs.panes, std::back_inserter(leaf.panes));
    }
  }

  /// Calls visit(window, pane) with each pane, to be moved from, in order; the map is empty then.
  template <class Visit>
  void take_all(Visit visit) {
    for (auto& [number, leaf] : std::exchange(leaves_, {})) {
      for (auto& [window, pane] : leaf.entries) visit(window, std::move(*pane));
    }
  }

 private:
  static constexpr int kLeafBits = 8;

  static std::int64_t leaf_of(std::int64_t window) { return window >> kLeafBits; }

  /// A leaf, which probably becomes as large as the one before it.
  Leaf& leaf_for(std::int64_t window) {
    const auto [leaf, is_new] = leaves_.try_emplace(leaf_of(window));
    if (is_new && leaf != leaves_.begin()) {
      const auto size = std::prev(leaf)->second.entries.size();
      leaf->second.entries.reserve(size);
      leaf->second.panes.emplace_back().reserve(size);
    }
    return leaf->second;
  }

  /// The panes of a leaf from a window on, in memory that holds no others.
  static Leaf rest_of(Leaf& leaf, std::int64_t window) {
    Leaf rest;
    rest.entries.assign(place_in(leaf.entries, window), leaf.entries.end());
    auto& panes = rest.panes.emplace_back();
    panes.reserve(rest.entries.size());
    for (auto& entry : rest.entries) entry.second = &panes.emplace_back(std::move(*entry.second));
    return rest;
  }

  template <class Join>
  static std::vector<Entry> joined(const std::vector<Entry>& mine, const std::vector<Entry>& theirs, Join join) {
    std::vector<Entry> both;
    both.reserve(mine.size() + theirs.size());
    auto next = theirs.begin();
    for (const auto& entry : mine) {
      while (next != theirs.end() && next->first < entry.first) both.push_back(*next++);
      both.push_back(entry);
      if (next != theirs.end() && next->first == entry.first) join(*entry.second, *(next++)->second);
    }
    both.insert(both.end(), next, theirs.end());
    return both;
  }

  template <class Entries>
  static auto place_in(Entries& entries, std::int64_t window) {
    return std::ranges::lower_bound(entries, window, {}, &Entry::first);
  }

  Leaves leaves_;
};

}  // namespace invmon::window
