#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/units.hpp"
#include "chart/header.hpp"
#include "chart/shared.hpp"

namespace invmon::chart {
namespace {

constexpr double kNameRow = 18;
constexpr double kValueHeight = 16;
constexpr double kRowGap = 14;
constexpr double kValues = 90;  ///< behind the bars

struct Metric {
  std::string_view name;
  Unit unit;
  kpi::Maybe (*read)(const kpi::Snapshot& kpi);
  bool low_is_good;
};

constexpr std::array<Metric, 7> kMetrics = {{
    {"Error rate", Unit::ratio, [](const kpi::Snapshot& kpi) { return kpi.error_rate; }, true},
    {"p50", Unit::seconds, [](const kpi::Snapshot& kpi) { return kpi.duration.p50; }, true},
    {"p95", Unit::seconds, [](const kpi::Snapshot& kpi) { return kpi.duration.p95; }, true},
    {"p99", Unit::seconds, [](const kpi::Snapshot& kpi) { return kpi.duration.p99; }, true},
    {"Transactions a minute", Unit::number, [](const kpi::Snapshot& kpi) { return kpi.transactions_per_minute; }, false},
    {"Items a minute", Unit::number, [](const kpi::Snapshot& kpi) { return kpi.items_per_minute; }, false},
    {"Retries a transaction", Unit::number, [](const kpi::Snapshot& kpi) { return kpi.retry_rate; }, true},
}};

std::string show(double value, Unit unit) {
  if (unit == Unit::ratio) return format_percent(value);
  return unit == Unit::seconds ? format_seconds(value) : format_number(value);
}

/// "+12 %"; in words where there is nothing to divide by.
std::string change(double before, double after) {
  if (before == 0) return after == 0 ? "no change" : "from none";
  const double ratio = after / before - 1;
  return fmt::format("{}{}", ratio > 0 ? "+" : "", format_percent(ratio));
}

struct BarLook {
  Color color;
  std::string_view when;
};

/// A bar that is `share` of the room, its name before it and its value behind it.
void draw_bar(Canvas& canvas, Rect room, double share, const BarLook& look, const std::string& value) {
  const double width = sharp(room.width * share);
  canvas.add(RectItem{{room.x, room.y, std::max(1.0, width), room.height}, look.color});
  canvas.text({room.x - 8, room.y + 12.5}, look.when, kText, canvas.theme().muted, Anchor::end);
  canvas.text({room.x + width + 8, room.y + 12.5}, value, kText, canvas.theme().ink);
}

}  // namespace

DrawList draw_compare(const Subject& subject, const Style& style) {
  Canvas canvas("compare", style);
  Header header{"Before and after", "", {}};
  if (!subject.halves || subject.halves->before.kpi.transactions == 0 || subject.halves->after.kpi.transactions == 0) {
    return draw_without_data(canvas, header, "There are not transactions both before and after");
  }
  const auto& [split, before, after] = *subject.halves;
  header.subtitle = fmt::format("Before and from {} on: {} and {} transactions", moment(split),
                                format_count(before.kpi.transactions), format_count(after.kpi.transactions));
  const double left = kPadding + canvas.width_of("before", kText) + 8;
  const double width = std::max(40.0, style.width - left - kValues - kPadding);
  double y = draw_header(canvas, header) + 8;
  for (const Metric& metric : kMetrics) {
    const auto first = metric.read(before.kpi), second = metric.read(after.kpi);
    if (!is_present(first) || !is_present(second) || (*first == 0 && *second == 0)) continue;
    const double most = std::max(*first, *second);
    const bool worse = metric.low_is_good && *second > *first;
    canvas.text({kPadding, y + 12}, metric.name, kBoldText, style.theme.ink);
    canvas.text({style.width - kPadding, y + 12}, change(*first, *second), kBoldText,
                worse ? style.theme.threshold.text : style.theme.ink, Anchor::end);
    draw_bar(canvas, {left, y + kNameRow, width, kValueHeight}, *first / most, {style.theme.series[kGrey].line, "before"},
             show(*first, metric.unit));
    draw_bar(canvas, {left, y + kNameRow + kValueHeight + 2, width, kValueHeight}, *second / most,
             {style.theme.series[kBlue].line, "after"}, show(*second, metric.unit));
    y += kNameRow + 2 * kValueHeight + kRowGap;
  }
  return canvas.finish(y + 4);
}

}  // namespace invmon::chart
