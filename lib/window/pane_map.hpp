#pragma once

#include <algorithm>
#include <boost/container/static_vector.hpp>
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
  using Entry = std::pair<std::int64_t, const P*>;

 private:
  static constexpr int kLeafBits = 8;
  static constexpr std::size_t kLeafWindows = 1 << kLeafBits;

  /// Where the pane of a window stands, in few bytes as there may be very many.
  struct Slot {
    std::uint8_t window;  ///< from the leaf's first one on
    std::uint8_t piece;
    std::uint8_t at;  ///< in the piece
  };

  /// Slots are in order of their windows, and there is one at least. Pieces never grow beyond the room they were made with; each
  /// holds a slot's pane.
  struct Leaf {
    P& pane(Slot slot) { return pieces[slot.piece][slot.at]; }
    const P& pane(Slot slot) const { return pieces[slot.piece][slot.at]; }

    std::vector<Slot> slots;
    std::vector<std::vector<P>> pieces;
  };
  using Leaves = std::map<std::int64_t, Leaf>;

 public:
  /// Bidirectional. Holds until its map is changed.
  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): the names are the standard library's
    using iterator_category = std::bidirectional_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using pointer = const Entry*;
    using reference = const Entry&;
    // NOLINTEND(readability-identifier-naming)

    Iterator() = default;
    Iterator(const Leaves& leaves, typename Leaves::const_iterator leaf) : leaves_(&leaves), leaf_(leaf) { start_leaf(); }
    Iterator(const Leaves& leaves, typename Leaves::const_iterator leaf, const Slot* slot)
        : leaves_(&leaves), leaf_(leaf), slot_(slot) {
      look_up();
    }

    const Entry& operator*() const { return entry_; }
    const Entry* operator->() const { return &entry_; }

    Iterator& operator++() {
      if (++slot_ == end_of(leaf_->second.slots)) {
        ++leaf_;
        start_leaf();
      } else {
        look_up();
      }
      return *this;
    }
    Iterator operator++(int) { return std::exchange(*this, std::next(*this)); }

    Iterator& operator--() {
      if (leaf_ == leaves_->end() || slot_ == leaf_->second.slots.data()) slot_ = end_of((--leaf_)->second.slots);
      --slot_;
      look_up();
      return *this;
    }
    Iterator operator--(int) { return std::exchange(*this, std::prev(*this)); }

    bool operator==(const Iterator& other) const { return leaf_ == other.leaf_ && slot_ == other.slot_; }

   private:
    static const Slot* end_of(const std::vector<Slot>& slots) { return slots.data() + slots.size(); }

    void start_leaf() {
      slot_ = nullptr;
      if (leaf_ == leaves_->end()) return;
      slot_ = leaf_->second.slots.data();
      look_up();
    }

    void look_up() { entry_ = {window_of(leaf_->first, *slot_), &leaf_->second.pane(*slot_)}; }

    const Leaves* leaves_ = nullptr;
    typename Leaves::const_iterator leaf_;
    const Slot* slot_ = nullptr;  ///< null at the end
    Entry entry_;                 ///< of the slot
  };

  PaneMap() = default;
  PaneMap(PaneMap&&) noexcept = default;
  PaneMap& operator=(PaneMap&&) noexcept = default;
  PaneMap(const PaneMap&) = delete;
  PaneMap& operator=(const PaneMap&) = delete;
  ~PaneMap() = default;

  // NOLINTBEGIN(readability-identifier-naming): loops look for these names
  Iterator begin() const { return {leaves_, leaves_.begin()}; }
  Iterator end() const { return {leaves_, leaves_.end()}; }
  // NOLINTEND(readability-identifier-naming)

  bool empty() const { return leaves_.empty(); }

  std::size_t size() const {
    std::size_t count = 0;
    for (const auto& [number, leaf] : leaves_) count += leaf.slots.size();
    return count;
  }

  /// The first entry of a window at or after this one.
  Iterator lower_bound(std::int64_t window) const {
    const auto leaf = leaves_.lower_bound(leaf_of(window));
    if (leaf == leaves_.end() || leaf->first > leaf_of(window)) return {leaves_, leaf};
    const auto place = place_in(leaf->second.slots, window);
    return place == leaf->second.slots.end() ? Iterator(leaves_, std::next(leaf)) : Iterator(leaves_, leaf, &*place);
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
    auto& [slots, pieces] = leaf;
    const auto in_leaf = window_in_leaf(window);
    const auto place = slots.empty() || slots.back().window < in_leaf ? slots.end() : place_in(slots, window);
    if (place != slots.end() && place->window == in_leaf) return {&leaf.pane(*place), false};
    if (pieces.empty() || pieces.back().size() == pieces.back().capacity()) pieces.emplace_back().reserve(more_room(leaf));
    auto& piece = pieces.back();
    const auto slot = slot_of(in_leaf, pieces.size() - 1, piece.size());
    if (place == slots.end()) {
      slots.push_back(slot);
    } else {
      slots.insert(place, slot);
    }
    return {&piece.emplace_back(std::forward<Argument>(argument)), true};
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
    for (auto& [number, theirs] : std::exchange(other.leaves_, {})) join_leaves(leaves_.at(number), std::move(theirs), join);
  }

  /// Calls visit(window, pane) with each pane, to be moved from, in order; the map is empty then.
  template <class Visit>
  void take_all(Visit visit) {
    for (auto& [number, leaf] : std::exchange(leaves_, {})) {
      for (const Slot slot : leaf.slots) visit(window_of(number, slot), std::move(leaf.pane(slot)));
    }
  }

 private:
  static std::int64_t leaf_of(std::int64_t window) { return window >> kLeafBits; }
  static std::uint8_t window_in_leaf(std::int64_t window) { return static_cast<std::uint8_t>(window); }
  static std::int64_t window_of(std::int64_t leaf, Slot slot) { return leaf << kLeafBits | slot.window; }
  static Slot slot_of(std::uint8_t window, std::size_t piece, std::size_t at) {
    return {window, static_cast<std::uint8_t>(piece), static_cast<std::uint8_t>(at)};
  }

  /// For how many more panes a leaf that is full gets room: as many as it has, but few if it was made for many, since most of
  /// them are there then.
  static std::size_t more_room(const Leaf& leaf) {
    constexpr std::size_t kMany = 32;
    const bool made_for_many = !leaf.pieces.empty() && leaf.pieces.front().capacity() >= kMany;
    return std::max<std::size_t>(1, leaf.slots.size() / (made_for_many ? 8 : 1));
  }

  /// A leaf, which probably becomes as large as the one before it.
  Leaf& leaf_for(std::int64_t window) {
    const auto [leaf, is_new] = leaves_.try_emplace(leaf_of(window));
    if (is_new && leaf != leaves_.begin()) {
      const auto size = std::prev(leaf)->second.slots.size();
      leaf->second.slots.reserve(size);
      leaf->second.pieces.emplace_back().reserve(size);
    }
    return leaf->second;
  }

  /// The panes of a leaf from a window on, in memory that holds no others.
  static Leaf rest_of(Leaf& leaf, std::int64_t window) {
    Leaf rest;
    rest.slots.assign(place_in(leaf.slots, window), leaf.slots.end());
    auto& piece = rest.pieces.emplace_back();
    piece.reserve(rest.slots.size());
    for (Slot& slot : rest.slots) {
      piece.push_back(std::move(leaf.pane(slot)));
      slot = slot_of(slot.window, 0, piece.size() - 1);
    }
    return rest;
  }

  /// Takes over those pieces of another leaf some of whose panes are not merged into mine: there are no more pieces than panes.
  template <class Join>
  static void join_leaves(Leaf& mine, Leaf theirs, Join join) {
    boost::container::static_vector<Slot, kLeafWindows> slots;
    boost::container::static_vector<std::uint8_t, kLeafWindows> taken;
    const auto take = [&](Slot slot) {
      const auto place = static_cast<std::size_t>(std::ranges::find(taken, slot.piece) - taken.begin());
      if (place == taken.size()) taken.push_back(slot.piece);
      slots.push_back(slot_of(slot.window, mine.pieces.size() + place, slot.at));
    };
    auto next = theirs.slots.begin();
    for (const Slot slot : mine.slots) {
      for (; next != theirs.slots.end() && next->window < slot.window; ++next) take(*next);
      slots.push_back(slot);
      if (next != theirs.slots.end() && next->window == slot.window) join(mine.pane(slot), theirs.pane(*next++));
    }
    std::for_each(next, theirs.slots.end(), take);
    mine.slots.assign(slots.begin(), slots.end());
    for (const auto piece : taken) mine.pieces.push_back(std::move(theirs.pieces[piece]));
  }

  template <class Slots>
  static auto place_in(Slots& slots, std::int64_t window) {
    return std::ranges::lower_bound(slots, window_in_leaf(window), {}, &Slot::window);
  }

  Leaves leaves_;
};

}  // namespace invmon::window
