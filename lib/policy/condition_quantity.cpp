#include "policy/condition_quantity.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "base/time.hpp"
#include "base/units.hpp"
#include "record/number.hpp"

namespace invmon::policy {
namespace {

bool is_gauge(Quantity quantity) { return quantity == Quantity::gauge || quantity == Quantity::percent_gauge; }
bool is_share(Quantity quantity) { return quantity == Quantity::ratio || quantity == Quantity::percent; }

std::optional<double> finite_number(const std::string& text) {
  const auto number = record::parse_number(text);
  if (!number || !std::isfinite(number->number())) return std::nullopt;
  return number->number();
}

/// Moves the decimal point instead of dividing, which would round once more.
std::optional<Amount> parse_percentage(std::string_view text) {
  const std::string digits(text.substr(0, text.find_last_not_of(" \t\r\n", text.size() - 2) + 1));
  const auto written = finite_number(digits);
  const auto value = finite_number(digits + "e-2");
  if (!written || !value) return std::nullopt;
  return Amount{*value, Quantity::percent, *written};
}

}  // namespace

std::optional<Quantity> sum_of(Quantity a, Quantity b) {
  if (a == b) return a;
  if (is_gauge(a)) return a;
  if (is_gauge(b)) return b;
  if (is_share(a) && is_share(b)) return Quantity::ratio;
  if (a != Quantity::number) std::swap(a, b);
  return a == Quantity::number && b != Quantity::seconds ? std::optional(b) : std::nullopt;
}

std::optional<Quantity> product_of(Quantity a, Quantity b) {
  if (a == Quantity::number) return b;
  if (b == Quantity::number) return a;
  if (is_gauge(a) || is_gauge(b)) return Quantity::gauge;
  if (is_share(a)) return is_share(b) ? Quantity::ratio : b;
  if (is_share(b)) return a;
  if (a == Quantity::seconds && b == Quantity::seconds) return std::nullopt;
  return a == b ? Quantity::count : Quantity::seconds;
}

Quantity quotient_of(Quantity a, Quantity b) {
  if (b == Quantity::number) return a;
  if (is_gauge(a) || is_gauge(b)) return Quantity::gauge;
  if (a == b || (is_share(a) && is_share(b))) return Quantity::number;
  if (is_share(b)) return a == Quantity::number ? Quantity::ratio : a;
  return a == Quantity::seconds ? Quantity::seconds : Quantity::count;
}

Quantity quantity_of(const Measure& measure, std::span<const std::string> gauges) {
  if (measure.kind == Measure::Kind::gauge && measure.statistic != GaugeStatistic::count) {
    const std::string_view name = gauges[measure.gauge];
    const bool percent = name.ends_with("_percent") || name.ends_with("_pct");
    return percent && measure.statistic != GaugeStatistic::sum ? Quantity::percent_gauge : Quantity::gauge;
  }
  if (measure.unit == kpi::Unit::ratio) return Quantity::ratio;
  return measure.unit == kpi::Unit::seconds ? Quantity::seconds : Quantity::count;
}

std::string_view describe(Quantity quantity) {
  static constexpr std::array<std::string_view, 8> kDescriptions = {
      "a condition", "a plain number", "a percentage", "a ratio", "a count", "a duration", "a gauge", "a percentage"};
  return kDescriptions[static_cast<std::size_t>(quantity)];
}

std::optional<Amount> parse_amount(std::string_view text) {
  if (text.ends_with('%')) return parse_percentage(text);
  if (const auto number = finite_number(std::string(text))) return Amount{*number, Quantity::number, *number};
  const auto span = parse_span(text);
  if (!span) return std::nullopt;
  const double seconds = static_cast<double>(*span) / static_cast<double>(kSecond);
  return Amount{seconds, Quantity::seconds, seconds};
}

std::optional<double> quantile_of(std::string_view name) {
  if (name == "p999") name = "p99.9";
  if (!name.starts_with('p')) return std::nullopt;
  const auto amount = parse_amount(std::string(name.substr(1)) + '%');
  if (!amount || amount->written <= 0 || amount->written >= 100) return std::nullopt;
  return amount->value;
}

}  // namespace invmon::policy
