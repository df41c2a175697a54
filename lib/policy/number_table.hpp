#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace invmon::policy {

/// Which whole numbers occurred in each group, and how many there were of each page of 4,096. Order does not count, and merging
/// equals having added everything to one.
///
/// At most `limit` pages are kept: the first in order of group, then number, of all that ever came. Which these are hangs on the
/// numbers alone.
class NumberTable {
 public:
  static constexpr std::size_t kMaxPages = 100'000;
  static constexpr std::uint64_t kPageSize = 4'096;

  using Group = std::vector<std::string>;  ///< values of dimensions
  using Place = std::pair<Group, std::uint64_t>;

  struct Page {
    std::array<std::uint64_t, kPageSize / 64> bits = {};  ///< from the least significant on
    std::uint64_t seen = 0;                               ///< numbers added, repeated ones too
  };

  /// `limit` >= 1.
  explicit NumberTable(std::size_t limit = kMaxPages) : limit_(limit) {}

  void add(const Group& group, std::uint64_t number);

  /// Counts a record whose number is none.
  void add_invalid() { ++invalid_; }

  /// Adds what a table of the same limit holds.
  void merge(const NumberTable& other);

  /// By group, then by number / kPageSize.
  const std::map<Place, Page>& pages() const { return pages_; }

  /// The first page that had to be given up; neither it nor any later one is kept.
  const std::optional<Place>& cut() const { return cut_; }

  std::uint64_t invalid() const { return invalid_; }

 private:
  /// Null if pages from there on are given up.
  Page* page(const Place& place);
  void cut_from(const Place& place);

  std::size_t limit_;
  std::map<Place, Page> pages_;
  std::optional<Place> cut_;
  std::uint64_t invalid_ = 0;
};

}  // namespace invmon::policy
