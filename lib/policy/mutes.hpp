#pragma once

#include <optional>
#include <vector>

#include "policy/spans.hpp"

namespace invmon::policy {

/// The times at which an alert is muted: those of several lists together, which others keep.
class Mutes {
 public:
  void add(const Spans& spans) { lists_.push_back(&spans); }
  void add(const Mutes& other) { lists_.insert(lists_.end(), other.lists_.begin(), other.lists_.end()); }

  bool at(Nanos time) const { return span_at_any(time) != nullptr; }

  /// Whether every moment of a range is muted.
  bool cover(Range range) const;

  /// When, after `time`, one of the lists begins or ceases to mute.
  std::optional<Nanos> next_change(Nanos time) const;

 private:
  const Range* span_at_any(Nanos time) const;

  std::vector<const Spans*> lists_;
};

}  // namespace invmon::policy
