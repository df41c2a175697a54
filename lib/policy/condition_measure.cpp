#include "policy/condition_measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"

namespace invmon::policy {
namespace {

using record::SyntaxError;
using record::Token;
using Gauges = std::span<const std::string>;

constexpr std::array<std::pair<std::string_view, GaugeStatistic>, 7> kStatistics = {{{"avg", GaugeStatistic::average},
                                                                                     {"min", GaugeStatistic::min},
                                                                                     {"max", GaugeStatistic::max},
                                                                                     {"first", GaugeStatistic::first},
                                                                                     {"last", GaugeStatistic::last},
                                                                                     {"sum", GaugeStatistic::sum},
                                                                                     {"count", GaugeStatistic::count}}};

SyntaxError unknown_name(const Token& name, Gauges gauges) {
  const std::string word(name.source);
  if (std::ranges::find(gauges, word) != gauges.end()) {
    return {name.column, fmt::format("'{}' is a gauge: say which of its values", word),
            fmt::format("max({0}), avg({0}), last({0})", word)};
  }
  if (word == "baseline") return {name.column, "a baseline stands behind a percentage", "p95 > 150% of baseline"};
  std::vector<std::string> names = {"records", "age", "absent", "share", "over"};
  for (const auto& entry : kpi::catalog()) names.emplace_back(entry.name);
  return {name.column, fmt::format("unknown KPI '{}'", word), did_you_mean(word, names, "KPIs are called as in the JSON report")};
}

Measure plain_measure(const Token& name, Gauges gauges) {
  if (name.source == "records" || name.source == "count") return {.kind = Measure::Kind::records, .unit = kpi::Unit::count};
  if (name.source == "age") return {.kind = Measure::Kind::age, .unit = kpi::Unit::seconds};
  if (const auto quantile = quantile_of(name.source)) {
    return {.kind = Measure::Kind::quantile, .parameter = *quantile, .unit = kpi::Unit::seconds};
  }
  const auto* const entry = kpi::find(name.source);
  if (entry == nullptr) throw unknown_name(name, gauges);
  return {.kind = Measure::Kind::kpi, .entry = entry, .unit = entry->unit};
}

double take_threshold(TokenReader& tokens) {
  const Token& written = tokens.token();
  const Amount limit = take_amount(tokens);
  if (limit.quantity == Quantity::seconds) return limit.value;
  throw SyntaxError{written.column, fmt::format("'{}' is no duration", written.source), "write it like 300ms"};
}

std::size_t take_gauge(TokenReader& tokens, Gauges gauges) {
  const Token& name = tokens.take();
  if (name.kind != Token::Kind::name && name.kind != Token::Kind::quoted_name) fail_at(name, "a gauge");
  const auto found = std::ranges::find(gauges, name.text);
  if (found != gauges.end()) return static_cast<std::size_t>(found - gauges.begin());
  std::string known = gauges.empty() ? "the profile has no gauges" : fmt::format("gauges: {}", fmt::join(gauges, ", "));
  throw SyntaxError{name.column, fmt::format("unknown gauge '{}'", name.text), did_you_mean(name.text, gauges, std::move(known))};
}

SyntaxError unknown_function(const Token& name) {
  std::vector<std::string> names = {"share", "over"};
  for (const auto& statistic : kStatistics) names.emplace_back(statistic.first);
  return {name.column, fmt::format("unknown function '{}'", name.source),
          did_you_mean(name.source, names, "functions: share, over, and of gauges avg, min, max, first, last, sum, count, p95")};
}

Measure gauge_measure(const Token& name) {
  const auto known = std::ranges::find(kStatistics, name.source, [](const auto& statistic) { return statistic.first; });
  Measure measure{.kind = Measure::Kind::gauge};
  if (known != kStatistics.end()) {
    measure.statistic = known->second;
  } else if (const auto quantile = quantile_of(name.source)) {
    measure.statistic = GaugeStatistic::quantile;
    measure.parameter = *quantile;
  } else {
    throw unknown_function(name);
  }
  if (measure.statistic == GaugeStatistic::count) measure.unit = kpi::Unit::count;
  return measure;
}

/// A function, from its parenthesis on.
Measure take_function(const Token& name, TokenReader& tokens, Gauges gauges) {
  const bool share = name.source == "share";
  Measure measure;
  if (share || name.source == "over") {
    measure.kind = share ? Measure::Kind::share_within : Measure::Kind::over;
    measure.unit = share ? kpi::Unit::ratio : kpi::Unit::count;
    tokens.expect("(");
    if (share) tokens.expect("within");
    measure.parameter = take_threshold(tokens);
  } else {
    measure = gauge_measure(name);
    tokens.expect("(");
    measure.gauge = take_gauge(tokens, gauges);
  }
  tokens.expect(")");
  return measure;
}

}  // namespace

Measure take_measure(TokenReader& tokens, Gauges gauges) {
  const Token& name = tokens.take();
  Measure measure = tokens.token().is("(") ? take_function(name, tokens, gauges) : plain_measure(name, gauges);
  if (measure.kind == Measure::Kind::age && tokens.token().is("[")) {
    throw SyntaxError{tokens.token().column, "age has no window: it looks back as far as the log reaches", {}};
  }
  measure.window = take_window(tokens);
  return measure;
}

std::optional<Nanos> take_window(TokenReader& tokens) {
  if (!tokens.accept("[")) return std::nullopt;
  const Token& written = tokens.take();
  const auto span = parse_span(written.source);
  if (!span || *span <= 0 || *span % kSecond != 0) {
    throw SyntaxError{written.column, fmt::format("'{}' is no window", written.source),
                      "write whole seconds, minutes, hours or days: error_rate[5m]"};
  }
  tokens.expect("]");
  return span;
}

Amount take_amount(TokenReader& tokens) {
  const Token& written = tokens.take();
  if (written.kind != Token::Kind::number) fail_at(written, "a number");
  const auto amount = parse_amount(written.source);
  if (!amount) throw SyntaxError{written.column, fmt::format("'{}' is no number", written.source), "units: % ns us ms s m h d w"};
  return *amount;
}

}  // namespace invmon::policy
