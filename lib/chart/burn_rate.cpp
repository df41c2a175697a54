#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/units.hpp"
#include "chart/slo_shared.hpp"

namespace invmon::chart {
namespace {

constexpr std::array<std::size_t, 7> kWindowHues = {kVermillion, kBlue, kGreen, kPink, kOrange, kSky, kGrey};

/// The rates of the SLO's alerts, each once, and 1, which spends exactly the budget.
std::vector<ReferenceLine> limits_of(const policy::Slo& slo, const Theme& theme) {
  std::vector<ReferenceLine> lines = {{1, "on budget", {theme.muted, theme.muted}}};
  for (const auto& row : slo.alerting) {
    const auto label = fmt::format("{} {}", row.severity, show_value(row.burn, Unit::number));
    const auto known = [&](const ReferenceLine& line) { return line.label == label; };
    if (std::ranges::none_of(lines, known)) lines.push_back({row.burn, label, theme.threshold});
  }
  return lines;
}

/// Short windows only confirm the long ones of an alert.
bool is_drawn(Nanos window, const policy::Slo* slo) {
  return slo == nullptr || slo->alerting.empty() ||
         std::ranges::find(slo->alerting, window, &policy::BurnRow::long_window) != slo->alerting.end();
}

/// Draws the SLOs of a report; a window has the same colour in all of them.
class BurnPanels {
 public:
  BurnPanels(std::span<const policy::Slo> slos, const Theme& theme) : slos_(slos), theme_(theme) {}

  Panel make(const policy::SloResult& result) {
    Panel panel{fmt::format("{}, {}", slo_label(result), format_percent(result.objective)), Unit::number, true, {}, {}};
    const auto found = std::ranges::find(slos_, result.name, &policy::Slo::name);
    const policy::Slo* slo = found == slos_.end() ? nullptr : &*found;
    for (const auto& burn : result.burn_rate) {
      if (!is_drawn(burn.window, slo)) continue;
      const auto hue = hues_.try_emplace(burn.window, hues_.size()).first->second;
      if (hue >= kWindowHues.size()) continue;
      panel.series.push_back({"over " + format_span(burn.window), kWindowHues[hue], burn.history, false});
    }
    if (slo != nullptr) panel.references = limits_of(*slo, theme_);
    return panel;
  }

 private:
  std::span<const policy::Slo> slos_;
  const Theme& theme_;
  std::map<Nanos, std::size_t> hues_;
};

}  // namespace

DrawList draw_burn_rate(const Subject& subject, const Style& style) {
  const auto& report = subject.report;
  TimeFigure figure{"burn-rate",
                    "Burn rates",
                    "Bad events in the time before, as a multiple of what the objective allows",
                    "No SLO has events in this range",
                    {},
                    subject.spans,
                    scale_of_ends(report)};
  BurnPanels panels(subject.slos, style.theme);
  for (const auto& slo : report.slos) {
    if (figure.panels.size() == kMostSlos) break;
    if (slo.actual) figure.panels.push_back(panels.make(slo));
  }
  return draw(figure, with_panels(style, figure.panels.size()));
}

}  // namespace invmon::chart
