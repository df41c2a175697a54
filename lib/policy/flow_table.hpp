#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"

namespace invmon::policy {

/// When each id of a flow first reached each step. Order does not count, and merging equals having added everything to one.
///
/// While there are more than `limit` ids, a random half of them is given up, and the ids of that half are not followed any more.
/// Which half it is hangs on the ids alone (a bit of their hash), so that the ids kept are the same for any order and any split.
class FlowTable {
 public:
  static constexpr std::size_t kMaxIds = 1'000'000;
  static constexpr std::size_t kLongestId = 256;  ///< bytes
  static constexpr Nanos kNever = std::numeric_limits<Nanos>::max();

  using Times = std::vector<Nanos>;  ///< by step; kNever where it was not reached
  using Ids = std::unordered_map<std::string, Times>;

  /// `limit` >= 1.
  explicit FlowTable(std::size_t steps, std::size_t limit = kMaxIds) : steps_(steps), limit_(limit) {}

  /// Adds an event. Ids that are empty or longer than kLongestId count as missing. Requires step < steps.
  void add(std::string_view id, std::size_t step, Nanos time);

  /// Adds the events of a table with as many steps and the same limit.
  void merge(FlowTable&& other);

  const Ids& ids() const { return ids_; }

  /// One of so many ids is followed: a power of two.
  std::uint64_t one_in() const { return std::uint64_t{1} << halvings_; }

  /// Events without a usable id.
  std::uint64_t without_id() const { return without_id_; }

 private:
  bool follows(std::string_view id) const;
  void give_up_half();
  void keep_limit();

  std::size_t steps_;
  std::size_t limit_;
  unsigned halvings_ = 0;
  std::uint64_t without_id_ = 0;
  Ids ids_;
};

}  // namespace invmon::policy
