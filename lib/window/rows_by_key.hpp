#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace invmon::window {

/// Rows of a batch, sorted by key.
class RowsByKey {
 public:
  void add(std::uint32_t row, std::uint32_t key) {
    const auto place = place_of(key);
    ++groups_[place].size;
    rows_.push_back({row, place});
  }

  /// To be called when all rows were added, before they are visited.
  void sort() {
    std::uint32_t end = 0;
    for (auto& group : groups_) group.end = std::exchange(end, end + group.size);
    sorted_.resize(rows_.size());
    for (const auto& [row, place] : rows_) sorted_[groups_[place].end++] = row;
  }

  /// Calls visit(key, rows) for each key, the rows in the order in which they were added.
  template <class Visit>
  void visit(Visit visit) const {
    const std::span<const std::uint32_t> all(sorted_);
    for (const auto& group : groups_) visit(group.key, all.subspan(group.end - group.size, group.size));
  }

  /// How many keys the rows have.
  std::size_t keys() const { return groups_.size(); }

  void clear() {
    rows_.clear();
    groups_.clear();
  }

 private:
  struct Group {
    std::uint32_t key;
    std::uint32_t size;
    std::uint32_t end;  ///< of its rows that were sorted so far
  };
  struct Row {
    std::uint32_t row;
    std::uint32_t place;  ///< of its group
  };

  std::uint32_t place_of(std::uint32_t key) {
    if (key >= places_.size()) places_.resize(std::size_t{key} + 1);
    auto& place = places_[key];
    if (place >= groups_.size() || groups_[place].key != key) {
      place = static_cast<std::uint32_t>(groups_.size());
      groups_.push_back({key, 0, 0});
    }
    return place;
  }

  std::vector<Row> rows_;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> sorted_;
  std::vector<std::uint32_t> places_;  ///< of groups, by key; a place whose group has another key is left from an earlier batch
};

}  // namespace invmon::window
