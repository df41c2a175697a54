#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/layout.hpp"

namespace invmon::input {

/// The paths of a layout as a tree of objects and the members wanted of each.
struct ExtractPlan {
  static constexpr int kNone = -1;

  /// What a member of an object is wanted for.
  struct Member {
    std::string key;
    int slot = kNone;        ///< the slot that its value fills
    int whole_slot = kNone;  ///< the slot that it fills if descending found nothing: the key is the rest of a dotted path
    int child = kNone;       ///< the node to descend into
  };
  struct Node {
    std::vector<Member> members;
  };

  std::vector<Node> nodes;  ///< the first is the line's object
  std::size_t slots = 0;

  explicit ExtractPlan(const record::Layout& layout);

 private:
  Member& member(std::size_t node, std::string_view key);
  void add(std::size_t node, std::string_view path, int slot);
};

}  // namespace invmon::input
