#include "policy/mutes.hpp"

namespace invmon::policy {

const Range* Mutes::span_at_any(Nanos time) const {
  for (const Spans* list : lists_) {
    if (const Range* span = span_at(*list, time)) return span;
  }
  return nullptr;
}

bool Mutes::cover(Range range) const {
  while (range.from < range.to) {
    const Range* span = span_at_any(range.from);
    if (span == nullptr) return false;
    range.from = span->to;
  }
  return true;
}

std::optional<Nanos> Mutes::next_change(Nanos time) const {
  std::optional<Nanos> soonest;
  for (const Spans* list : lists_) {
    const auto change = policy::next_change(*list, time);
    if (change && (!soonest || *change < *soonest)) soonest = change;
  }
  return soonest;
}

}  // namespace invmon::policy
