#include "policy/spans.hpp"

#include <algorithm>

namespace invmon::policy {
namespace {

/// The first span that ends after a moment.
Spans::const_iterator ending_after(const Spans& spans, Nanos time) {
  return std::partition_point(spans.begin(), spans.end(), [&](const Range& span) { return span.to <= time; });
}

}  // namespace

Spans merged(std::vector<Range> ranges) {
  std::erase_if(ranges, [](const Range& range) { return range.from >= range.to; });
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.from < b.from; });
  Spans spans;
  for (const Range& range : ranges) {
    if (spans.empty() || range.from > spans.back().to) {
      spans.push_back(range);
    } else {
      spans.back().to = std::max(spans.back().to, range.to);
    }
  }
  return spans;
}

const Range* span_at(const Spans& spans, Nanos time) {
  const auto span = ending_after(spans, time);
  return span != spans.end() && span->from <= time ? &*span : nullptr;
}

std::optional<Nanos> next_change(const Spans& spans, Nanos time) {
  const auto span = ending_after(spans, time);
  if (span == spans.end()) return std::nullopt;
  return span->from > time ? span->from : span->to;
}

}  // namespace invmon::policy
