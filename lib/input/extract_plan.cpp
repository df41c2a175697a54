#include "input/extract_plan.hpp"

#include <algorithm>

namespace invmon::input {

ExtractPlan::ExtractPlan(const record::Layout& layout) : nodes(1), slots(layout.paths().size()) {
  for (std::size_t slot = 0; slot < slots; ++slot) add(0, layout.paths()[slot], static_cast<int>(slot));
}

ExtractPlan::Member& ExtractPlan::member(std::size_t node, std::string_view key) {
  auto& members = nodes[node].members;
  const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
  if (found != members.end()) return *found;
  members.push_back({.key = std::string(key)});
  return members.back();
}

void ExtractPlan::add(std::size_t node, std::string_view path, int slot) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) {
    member(node, path).slot = slot;
    return;
  }
  member(node, path).whole_slot = slot;
  const auto head = path.substr(0, dot);
  if (member(node, head).child == kNone) {
    member(node, head).child = static_cast<int>(nodes.size());
    nodes.emplace_back();
  }
  add(static_cast<std::size_t>(member(node, head).child), path.substr(dot + 1), slot);
}

}  // namespace invmon::input
