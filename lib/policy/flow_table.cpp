#include "policy/flow_table.hpp"

#include <algorithm>
#include <utility>

#include "base/hash.hpp"

namespace invmon::policy {

void FlowTable::add(std::string_view id, std::size_t step, Nanos time) {
  if (id.empty() || id.size() > kLongestId) {
    ++without_id_;
    return;
  }
  if (!follows(id)) return;
  Times& times = ids_.try_emplace(std::string(id), steps_, kNever).first->second;
  times[step] = std::min({times[step], time, kNever - 1});
  keep_limit();
}

void FlowTable::merge(FlowTable&& other) {
  without_id_ += other.without_id_;
  while (halvings_ < other.halvings_) give_up_half();
  while (other.halvings_ < halvings_) other.give_up_half();
  ids_.merge(other.ids_);
  for (const auto& [id, theirs] : other.ids_) {  // those that are here too
    Times& mine = ids_.at(id);
    std::ranges::transform(mine, theirs, mine.begin(), [](Nanos a, Nanos b) { return std::min(a, b); });
  }
  keep_limit();
}

bool FlowTable::follows(std::string_view id) const { return halvings_ == 0 || mixed_hash(id) >> (64 - halvings_) == 0; }

void FlowTable::give_up_half() {
  ++halvings_;
  std::erase_if(ids_, [&](const auto& entry) { return !follows(entry.first); });
}

void FlowTable::keep_limit() {
  constexpr unsigned kMostHalvings = 63;
  while (ids_.size() > limit_ && halvings_ < kMostHalvings) give_up_half();
}

}  // namespace invmon::policy
