#include "detect/field_tree.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace invmon::detect {

FieldTree::Node* FieldTree::child(Node& node, std::string_view key) {
  if (node.next < node.keys.size() && node.keys[node.next] == key) return node.children[node.next++].get();
  if (const auto known = node.by_key.find(std::string(key)); known != node.by_key.end()) {
    node.next = known->second + 1;
    return node.children[known->second].get();
  }
  const auto& path = node.summary.path;
  auto added = std::make_unique<Node>();
  added->summary.path = path.empty() ? std::string(key) : key == "[]" ? path + "[]" : path + "." + std::string(key);
  if (cut_ && added->summary.path > last_path_) return nullptr;
  node.by_key.emplace(key, node.children.size());
  node.keys.emplace_back(key);
  node.children.push_back(std::move(added));
  ++nodes_;
  return node.children.back().get();
}

void FieldTree::add(std::span<const SeenValue> values) {
  ++lines_;
  for (const auto& [node, type, text, number] : values) {
    auto& summary = node->summary;
    ++summary.types[static_cast<std::size_t>(type)];
    if (type == JsonType::null) continue;
    if (node->last_line != lines_) {
      node->last_line = lines_;
      ++summary.lines;
    }
    if (is_composite(type)) continue;
    summary.values.add(text);
    if (type != JsonType::boolean && std::isfinite(number)) summary.numbers.add(number);
  }
}

bool FieldTree::tidy() {
  if (nodes_ <= 2 * max_fields_) return false;
  cut_paths();
  return true;
}

/// What sorts after a path is never above it, so no path is left without its parents.
void FieldTree::cut_paths() {
  const auto all = sorted_nodes();
  if (all.size() > max_fields_) {
    last_path_ = all[max_fields_ - 1]->summary.path;
    cut_ = true;
  }
  nodes_ = 0;
  drop_useless(root_);
}

/// Whether no line had it but such as turned out to be malformed; then this goes for all below it too.
bool FieldTree::is_unused(const Node* node) {
  return std::ranges::all_of(node->summary.types, [](auto count) { return count == 0; });
}

void FieldTree::collect(const Node& node, std::vector<const Node*>& nodes) {
  for (const auto& child : node.children) {
    nodes.push_back(child.get());
    collect(*child, nodes);
  }
}

std::vector<const FieldTree::Node*> FieldTree::sorted_nodes() const {
  std::vector<const Node*> all;
  collect(root_, all);
  std::erase_if(all, is_unused);
  std::ranges::stable_sort(all, {}, [](const Node* node) -> const std::string& { return node->summary.path; });
  return all;
}

void FieldTree::drop_useless(Node& node) {
  std::vector<std::unique_ptr<Node>> children = std::exchange(node.children, {});
  std::vector<std::string> keys = std::exchange(node.keys, {});
  node.by_key.clear();
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (is_unused(children[i].get()) || (cut_ && children[i]->summary.path > last_path_)) continue;
    drop_useless(*children[i]);
    node.by_key.emplace(keys[i], node.keys.size());
    node.keys.push_back(std::move(keys[i]));
    node.children.push_back(std::move(children[i]));
  }
  nodes_ += node.children.size();
}

void FieldTree::merge(const FieldTree& other) {
  lines_ += other.lines_;
  if (other.cut_ && (!cut_ || other.last_path_ < last_path_)) {
    cut_ = true;
    last_path_ = other.last_path_;
  }
  merge(root_, other.root_);
  cut_paths();
}

void FieldTree::merge(Node& mine, const Node& theirs) {
  auto& sum = mine.summary;
  sum.lines += theirs.summary.lines;
  for (std::size_t i = 0; i < kJsonTypes; ++i) sum.types[i] += theirs.summary.types[i];
  sum.numbers.merge(theirs.summary.numbers);
  sum.values.merge(theirs.summary.values);
  for (std::size_t i = 0; i < theirs.keys.size(); ++i) {
    if (auto* const same = child(mine, theirs.keys[i])) merge(*same, *theirs.children[i]);
  }
}

bool FieldTree::is_cut() const { return cut_ || sorted_nodes().size() > max_fields_; }

std::vector<const FieldSummary*> FieldTree::fields() const {
  std::vector<const FieldSummary*> fields;
  for (const auto* node : sorted_nodes()) {
    if (fields.size() == max_fields_) break;
    fields.push_back(&node->summary);
  }
  return fields;
}

}  // namespace invmon::detect
