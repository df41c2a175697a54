#include "chart/value_label.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>

#include "base/units.hpp"

namespace invmon::chart {
namespace {

struct Rung {
  double from;  ///< the smallest value for which it is taken
  ShownUnit unit;
};

constexpr std::array<Rung, 7> kNumbers = {{{0, {1, ""}},
                                           {1e6, {1e6, "M"}},
                                           {1e9, {1e9, "G"}},
                                           {1e12, {1e12, "T"}},
                                           {1e15, {1e15, "P"}},
                                           {1e18, {1e18, "E"}},
                                           {1e21, {1, ""}}}};
constexpr std::array<Rung, 1> kRatios = {{{0, {0.01, "%"}}}};
constexpr std::array<Rung, 1> kPercents = {{{0, {1, "%"}}}};
constexpr std::array<Rung, 7> kSeconds = {{{0, {1e-9, "ns"}},
                                           {1e-6, {1e-6, "µs"}},
                                           {1e-3, {1e-3, "ms"}},
                                           {1, {1, "s"}},
                                           {120, {60, "min"}},
                                           {7'200, {3'600, "h"}},
                                           {172'800, {86'400, "d"}}}};

std::span<const Rung> rungs_of(Unit unit) {
  switch (unit) {
    case Unit::ratio:
      return kRatios;
    case Unit::percent:
      return kPercents;
    case Unit::seconds:
      return kSeconds;
    case Unit::number:
      break;
  }
  return kNumbers;
}

/// The rung for a value: the last one that it reaches, allowing for rounding.
ShownUnit choose(std::span<const Rung> rungs, double value) {
  ShownUnit chosen = rungs.front().unit;
  for (const Rung& rung : rungs) {
    if (value >= rung.from * (1 - 1e-9)) chosen = rung.unit;
  }
  return chosen;
}

int decimals_of(double step) {
  constexpr int kMost = 9;
  double scaled = step;
  int decimals = 0;
  while (decimals < kMost && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled) {
    scaled *= 10;
    ++decimals;
  }
  return decimals;
}

std::string digits_of(double value, double step) {
  const double size = std::abs(value);
  if (size >= 1e12 || (size > 0 && step < 1e-6)) return fmt::format("{:.6g}", value);
  std::string text = fmt::format("{:.{}f}", value, decimals_of(step));
  if (text.find('.') != std::string::npos) text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text.find('.') == std::string::npos ? format_number(std::round(value)) : text;
}

}  // namespace

ShownUnit shown_unit(double largest, Unit unit) { return choose(rungs_of(unit), largest); }

std::string value_label(double value, double step, ShownUnit unit) {
  const std::string digits = digits_of(value, step);
  const bool is_plain = unit.name.empty() || (value == 0 && unit.size >= 1e6);
  return is_plain ? digits : fmt::format("{} {}", digits, unit.name);
}

std::string show_value(double value, Unit unit) {
  std::span<const Rung> rungs = rungs_of(unit);
  // 150 s is not a round number of minutes.
  constexpr std::size_t kDecimalSeconds = 4;
  if (unit == Unit::seconds) rungs = rungs.first(kDecimalSeconds);
  const ShownUnit shown = choose(rungs, std::abs(value));
  const double scaled = value / shown.size;
  const double step = scaled == 0 ? 1 : std::pow(10.0, std::floor(std::log10(std::abs(scaled))) - 5);
  const double rounded = step < 1 ? std::round(scaled / step) * step : scaled;
  return value_label(rounded, rounded == 0 ? 1 : std::min(1.0, std::max(step, 1e-9)), shown);
}

}  // namespace invmon::chart
