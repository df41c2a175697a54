#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detect/field_summary.hpp"

namespace invmon::detect {

/// The paths of lines as a tree, with what stands at them. Of too many paths those are kept that sort first.
class FieldTree {
 public:
  explicit FieldTree(std::size_t max_fields) : max_fields_(max_fields) {}

  /// A path that was seen, and those below it.
  struct Node {
    FieldSummary summary;
    std::vector<std::unique_ptr<Node>> children;
    std::unordered_map<std::string, std::size_t> by_key;
    std::vector<std::string> keys;  ///< of the children
    std::size_t next = 0;           ///< the child after the one found last: keys mostly repeat their order
    std::uint64_t last_line = 0;    ///< that it was counted for
  };

  /// A value of a line.
  struct SeenValue {
    Node* node = nullptr;
    JsonType type = JsonType::null;
    std::string_view text;
    double number = 0;
  };

  Node& root() { return root_; }

  /// The node of a member or, by the key `[]`, of elements; nullptr for a path beyond those that are kept.
  Node* child(Node& node, std::string_view key);

  /// Adds the values of one line.
  void add(std::span<const SeenValue> values);

  /// Drops unused paths, and those that sort last, once there are many more than are kept. Returns whether it did: nodes that
  /// were known from before may be gone then.
  bool tidy();

  void merge(const FieldTree& other);

  std::uint64_t lines() const { return lines_; }
  bool is_cut() const;
  std::vector<const FieldSummary*> fields() const;  ///< by path

 private:
  static void collect(const Node& node, std::vector<const Node*>& nodes);
  static bool is_unused(const Node* node);
  std::vector<const Node*> sorted_nodes() const;
  void cut_paths();
  void drop_useless(Node& node);
  void merge(Node& mine, const Node& theirs);

  std::size_t max_fields_;
  Node root_;
  std::uint64_t lines_ = 0;
  std::size_t nodes_ = 0;
  bool cut_ = false;
  std::string last_path_;  ///< the last one kept, once there are too many
};

}  // namespace invmon::detect
