#include "chart/time_plot.hpp"

#include <algorithm>
#include <numeric>

#include "chart/label.hpp"
#include "policy/spans.hpp"

namespace invmon::chart {
namespace {

/// Spans of one kind that overlap are tinted as one.
policy::Spans spans_of_kind(std::span<const Span> spans, Span::Kind kind) {
  std::vector<policy::Range> ranges;
  for (const Span& span : spans) {
    if (span.kind == kind) ranges.push_back({span.from, span.to});
  }
  return policy::merged(std::move(ranges));
}

/// The part of a plot's width that a span takes, wide enough to be seen.
Rect across(const PlotFrame& frame, Nanos from, Nanos to, double y, double height) {
  constexpr double kLeast = 2;
  const double left = std::min(frame.x(from), frame.right - kLeast);
  return {left, y, std::max(kLeast, frame.x(to) - left), height};
}

double y_of(double value, const ValueAxis& axis, const Rect& plot) { return plot.bottom() - axis.share(value) * plot.height; }

bool would_touch(const Rect& box, double left, double width) {
  constexpr double kGap = 8;
  return left < box.right() + kGap && box.x < left + width + kGap;
}

struct PlacedDate {
  double x = 0;
  std::string text;
};

/// Dates from left to right, each with the left end of its tick's label. One that would touch the one before, or run beyond
/// `right`, is left out; the first one gives way if a day begins soon after it.
std::vector<PlacedDate> dates_that_fit(const Canvas& canvas, const std::vector<TimeTick>& ticks, const PlotFrame& frame,
                                       double right, bool all_in_full) {
  std::vector<PlacedDate> placed;
  bool first_may_go = false;
  double free_from = 0;
  for (const TimeTick& tick : ticks) {
    if (tick.date.empty()) continue;
    const double x = frame.x(tick.time) - canvas.width_of(tick.label, kText) / 2;
    if (placed.size() == 1 && first_may_go && x < free_from) placed.clear();
    const auto& text = all_in_full || placed.empty() ? tick.date : tick.short_date;
    const double end = x + canvas.width_of(text, kBoldText);
    if ((!placed.empty() && x < free_from) || end > right) continue;
    first_may_go = placed.empty() && !tick.new_date;
    placed.push_back({x, text});
    free_from = end + 12;
  }
  return placed;
}

/// All dates in full if that leaves out none, else the first one.
std::vector<PlacedDate> place_dates(const Canvas& canvas, const std::vector<TimeTick>& ticks, const PlotFrame& frame,
                                    double right) {
  auto in_full = dates_that_fit(canvas, ticks, frame, right, true);
  auto shortened = dates_that_fit(canvas, ticks, frame, right, false);
  return in_full.size() < shortened.size() ? shortened : in_full;
}

/// Moves labels, whose y ascend, down to keep a distance, and back up where the last ones would leave the plot.
std::vector<double> pushed_apart(std::vector<double> y, double bottom) {
  constexpr double kPitch = 15;
  for (std::size_t i = 1; i < y.size(); ++i) y[i] = std::max(y[i], y[i - 1] + kPitch);
  for (std::size_t i = y.size(); i-- > 0; bottom = y[i] - kPitch) y[i] = std::min(y[i], bottom);
  return y;
}

}  // namespace

double PlotFrame::x(Nanos time) const { return left + time_share(time, domain.from, domain.to) * (right - left); }

const Hue& hue_of(const Theme& theme, Span::Kind kind) {
  return kind == Span::Kind::maintenance ? theme.maintenance : theme.incident;
}

double widest_reference(const Style& style) { return style.width * 0.25; }

void draw_span_lane(Canvas& canvas, std::span<const Span> spans, const PlotFrame& frame, double lane_bottom, double plot_top) {
  std::vector<const Span*> longest_first;
  for (const Span& span : spans) {
    longest_first.push_back(&span);
    canvas.add(RectItem{across(frame, span.from, span.to, plot_top - 3, 3), hue_of(canvas.theme(), span.kind).line});
  }
  std::ranges::stable_sort(longest_first, std::ranges::greater(),
                           [&](const Span* span) { return frame.x(span->to) - frame.x(span->from); });
  std::vector<Rect> taken;
  for (const Span* span : longest_first) {
    const std::string name = fit(span->name, frame.right - frame.left, kBoldText, canvas.style().meter);
    const double width = canvas.width_of(name, kBoldText);
    const double left =
        std::clamp((frame.x(span->from) + frame.x(span->to) - width) / 2, frame.left, std::max(frame.left, frame.right - width));
    if (std::ranges::any_of(taken, [&](const Rect& name_box) { return would_touch(name_box, left, width); })) continue;
    canvas.text({left, lane_bottom - 7}, name, kBoldText, hue_of(canvas.theme(), span->kind).text);
    taken.push_back({left, 0, width, 0});
  }
}

void draw_span_fills(Canvas& canvas, std::span<const Span> spans, const PlotFrame& frame, const Rect& plot) {
  constexpr double kTint = 0.13;
  for (const auto kind : {Span::Kind::maintenance, Span::Kind::alert, Span::Kind::incident}) {
    for (const auto& [from, to] : spans_of_kind(spans, kind)) {
      canvas.add(RectItem{across(frame, from, to, plot.y, plot.height), with_alpha(hue_of(canvas.theme(), kind).line, kTint)});
    }
  }
}

void draw_grid(Canvas& canvas, const ValueAxis& axis, const std::vector<TimeTick>& ticks, const PlotFrame& frame,
               const Rect& plot) {
  const Theme& theme = canvas.theme();
  const auto across_at = [&](double y, Color color) { canvas.line({plot.x, y}, {plot.right(), y}, {color, 1}); };
  for (const double value : axis.minor_ticks) across_at(sharp(y_of(value, axis, plot)), theme.minor_grid);
  for (const auto& tick : axis.ticks) {
    const double y = sharp(y_of(tick.value, axis, plot));
    across_at(y, theme.grid);
    canvas.text({plot.x - 8, y + 4.5}, tick.label, kText, theme.muted, Anchor::end);
  }
  for (const auto& tick : ticks) {
    const double x = sharp(frame.x(tick.time));
    canvas.line({x, plot.y}, {x, plot.bottom()}, {tick.new_date ? theme.midnight : theme.grid, 1});
  }
  canvas.line({plot.x, plot.y}, {plot.x, plot.bottom()}, {theme.midnight, 1});
  canvas.line({plot.right(), plot.y}, {plot.right(), plot.bottom()}, {theme.midnight, 1});
  across_at(plot.bottom(), theme.axis);
}

void draw_references(Canvas& canvas, const Panel& panel, const ValueAxis& axis, const Rect& plot) {
  auto lines = panel.references;
  std::ranges::stable_sort(lines, std::ranges::greater(), &ReferenceLine::value);
  std::vector<double> y;
  for (auto& line : lines) {
    y.push_back(sharp(y_of(line.value, axis, plot)));
    if (line.value > axis.high) {
      line.label += " ↑";
    } else {
      canvas.line({plot.x, y.back()}, {plot.right(), y.back()}, {line.hue.line, 1.5, true});
    }
  }
  y = pushed_apart(std::move(y), plot.bottom());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // More labels than a plot has room for: the highest give way.
    if (y[i] < plot.y) continue;
    const auto label = fit(lines[i].label, widest_reference(canvas.style()), kReferenceLabel, canvas.style().meter);
    canvas.text({plot.right() + 8, y[i] + 4.5}, label, kReferenceLabel, lines[i].hue.text);
  }
}

void draw_time_axis(Canvas& canvas, const std::vector<TimeTick>& ticks, const PlotFrame& frame, double bottom) {
  const Theme& theme = canvas.theme();
  for (const TimeTick& tick : ticks) {
    const double x = sharp(frame.x(tick.time));
    canvas.line({x, bottom}, {x, bottom + 4}, {theme.axis, 1});
    canvas.text({x, bottom + 19}, tick.label, kText, theme.muted, Anchor::middle);
  }
  const double right = canvas.style().width - kPadding;
  canvas.text({right, bottom + 35}, "UTC", kText, theme.muted, Anchor::end);
  for (const auto& date : place_dates(canvas, ticks, frame, right - canvas.width_of("UTC", kText) - 12)) {
    canvas.text({date.x, bottom + 35}, date.text, kBoldText, theme.ink);
  }
}

}  // namespace invmon::chart
