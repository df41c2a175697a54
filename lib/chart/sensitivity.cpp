#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/units.hpp"
#include "chart/header.hpp"
#include "chart/label.hpp"
#include "chart/roi_kinds.hpp"
#include "chart/value_axis.hpp"

namespace invmon::chart {
namespace {

constexpr double kSwingRow = 28;
constexpr double kSwingHeight = 18;
constexpr std::size_t kMostInputs = 20;

/// What an input does to the ROI, around what it is now.
struct Swing {
  std::string label;
  double low = 0, high = 0;  ///< with less and with more of it
};

std::vector<Swing> bars_of(const insight::Roi& roi) {
  std::vector<Swing> bars;
  for (const auto& effect : roi.sensitivity) {
    if (bars.size() == kMostInputs) break;
    if (effect.roi_low && effect.roi_high)
      bars.push_back({input_key(roi.model, effect.input), *effect.roi_low, *effect.roi_high});
  }
  return bars;
}

/// Both sides of a tornado, and room for the numbers at their ends.
class Tornado {
 public:
  Tornado(Canvas& canvas, const std::vector<Swing>& bars, double now) : canvas_(canvas), now_(now) {
    constexpr double kNumber = 64, kTickPitch = 90;
    double low = now, high = now;
    for (const Swing& bar : bars) {
      low = std::min({low, bar.low, bar.high});
      high = std::max({high, bar.low, bar.high});
      labels_ = std::max(labels_, canvas.width_of(bar.label, kText));
    }
    labels_ = std::min(labels_, canvas.style().width * 0.35);
    left_ = std::ceil(kPadding + labels_ + 8 + kNumber);
    width_ = std::max(40.0, canvas.style().width - kPadding - kNumber - left_);
    axis_ = linear_axis(low, high, Unit::ratio, width_, kTickPitch);
  }

  void draw_bar(const Swing& bar, double top) const {
    const double y = top + (kSwingRow - kSwingHeight) / 2;
    canvas_.text({kPadding + labels_, top + kSwingRow / 2 + 4.5}, fit(bar.label, labels_, kText, canvas_.style().meter), kText,
                 canvas_.theme().ink, Anchor::end);
    draw_side(bar.low, y, canvas_.theme().series[kOrange].line);
    draw_side(bar.high, y, canvas_.theme().series[kBlue].line);
  }

  void draw_axis(double top, double bottom) const {
    for (const auto& tick : axis_.ticks) {
      canvas_.line({x(tick.value), top}, {x(tick.value), bottom}, {canvas_.theme().grid, 1});
      canvas_.text({x(tick.value), bottom + 16}, tick.label, kText, canvas_.theme().muted, Anchor::middle);
    }
  }

  void draw_now(double top, double bottom) const { canvas_.line({x(now_), top}, {x(now_), bottom}, {canvas_.theme().ink, 1.5}); }

 private:
  double x(double value) const { return sharp(left_ + axis_.share(value) * width_); }

  void draw_side(double value, double y, Color color) const {
    const double from = std::min(x(now_), x(value)), to = std::max(x(now_), x(value));
    canvas_.add(RectItem{{from, y, to - from, kSwingHeight}, color});
    const bool left = value < now_;
    canvas_.text({left ? from - 6 : to + 6, y + kSwingHeight / 2 + 4.5}, format_percent(value), kText, canvas_.theme().muted,
                 left ? Anchor::end : Anchor::start);
  }

  Canvas& canvas_;
  double now_, labels_ = 0, left_ = 0, width_ = 0;
  ValueAxis axis_;
};

}  // namespace

DrawList draw_sensitivity(const insight::Roi& roi, const Style& style) {
  Canvas canvas("sensitivity", style);
  Header header{"Sensitivity", "ROI of a year if one input alone changes by 20 %", {}};
  const auto bars = bars_of(roi);
  const auto now = roi.figure("roi").value;
  if (bars.empty() || !now) return draw_without_data(canvas, header, "There is no ROI, because nothing is spent");
  header.subtitle += fmt::format("; as it is: {}", format_percent(*now));
  header.legend = {{"20 % less", style.theme.series[kOrange].line, LegendEntry::Mark::fill},
                   {"20 % more", style.theme.series[kBlue].line, LegendEntry::Mark::fill}};
  const Tornado tornado(canvas, bars, *now);
  double y = draw_header(canvas, header) + 4;
  const double top = y, bottom = y + kSwingRow * static_cast<double>(bars.size());
  tornado.draw_axis(top, bottom);
  for (const Swing& bar : bars) {
    tornado.draw_bar(bar, y);
    y += kSwingRow;
  }
  tornado.draw_now(top, bottom);
  return canvas.finish(bottom + 22 + kPadding);
}

}  // namespace invmon::chart
