#include "chart/time_layout.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "chart/spans.hpp"

namespace invmon::chart {
namespace {

constexpr double kLeastRightMargin = 32;

}  // namespace

TimeLayout lay_out_time(const Canvas& canvas, TimeDomain domain, double labels, double right_margin) {
  constexpr double kLeastWidth = 40;
  const double left = std::ceil(kPadding + labels + 8);
  const double right = std::floor(canvas.style().width - std::max(kLeastRightMargin, right_margin));
  TimeLayout layout{{domain, left, std::max(left + kLeastWidth, right)}, {}};
  layout.ticks = time_ticks(domain.from, domain.to, layout.frame.right - left, canvas.style().meter);
  return layout;
}

double widest_label(const Canvas& canvas, const ValueAxis& axis) {
  double widest = 0;
  for (const auto& tick : axis.ticks) widest = std::max(widest, canvas.width_of(tick.label, {}));
  return widest;
}

std::vector<Span> spans_within(std::span<const Span> spans, TimeDomain domain) {
  std::vector<Span> inside;
  for (const Span& span : spans) {
    if (span.from < domain.to && span.to > domain.from && span.from < span.to) inside.push_back(span);
  }
  std::ranges::stable_sort(inside, {}, &Span::from);
  return inside;
}

void add_to_legend(Header& header, std::span<const Span> spans, const Theme& theme) {
  std::set<Span::Kind> kinds;
  for (const Span& span : spans) kinds.insert(span.kind);
  for (const auto kind : kinds) {
    header.legend.push_back({std::string(name(kind)), with_alpha(hue_of(theme, kind).line, 0.2), LegendEntry::Mark::fill});
  }
}

}  // namespace invmon::chart
