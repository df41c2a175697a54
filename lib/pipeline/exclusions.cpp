#include "pipeline/exclusions.hpp"

#include <algorithm>
#include <limits>

namespace invmon::pipeline {

Exclusions::Exclusions(std::span<const policy::Silence> silences, std::span<const std::size_t> which) {
  for (const auto index : which) silences_.push_back(&silences[index]);
}

void Exclusions::look_around(Nanos time) {
  constexpr Nanos kReach = 30 * kDay;
  constexpr Nanos kFirst = std::numeric_limits<Nanos>::min();
  constexpr Nanos kLast = std::numeric_limits<Nanos>::max();
  known_ = {time < kFirst + kReach ? kFirst : time - kReach, time > kLast - kReach ? kLast : time + kReach};
  spans_.clear();
  for (const auto* silence : silences_) {
    const auto spans = policy::spans_of(*silence, known_);
    spans_.insert(spans_.end(), spans.begin(), spans.end());
  }
}

bool Exclusions::covered(Nanos time) const {
  return std::ranges::any_of(spans_, [&](const policy::Range& span) { return time >= span.from && time < span.to; });
}

}  // namespace invmon::pipeline
