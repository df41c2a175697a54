#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/units.hpp"
#include "policy/error_budget.hpp"
#include "policy/slo.hpp"

namespace invmon::policy {
namespace {

/// What the objective allows, as a person writes it: "0.5%".
std::string allowed_percent(const Slo& slo) {
  constexpr double kDecimals = 1e12;
  return fmt::format("{}%", plain_number(std::round(allowed_share(slo.objective) * 100 * kDecimals) / kDecimals));
}

std::string threshold(const Slo& slo) { return format_span(std::llround(slo.sli.within * static_cast<double>(kSecond))); }

std::string burns_faster(const Slo& slo, const BurnRow& row, Nanos window) {
  const std::string burn = fmt::format("{} * {}", plain_number(row.burn), allowed_percent(slo));
  if (slo.sli.kind == Sli::Kind::success) return fmt::format("error_rate[{}] > {}", format_span(window), burn);
  return fmt::format("share(within {})[{}] < 1 - {}", threshold(slo), format_span(window), burn);
}

std::string condition_of(const Slo& slo, const BurnRow& row) {
  const bool success = slo.sli.kind == Sli::Kind::success;
  const std::string bad = success ? "failures" : fmt::format("over({})", threshold(slo));
  return fmt::format("{} and {} and transactions[{}] >= {} and {}[{}] >= {}", burns_faster(slo, row, row.long_window),
                     burns_faster(slo, row, row.short_window), format_span(row.long_window), slo.alert_min_events, bad,
                     format_span(row.long_window), slo.alert_min_bad);
}

std::string show(const Hold& hold) { return hold.checks > 0 ? fmt::format("{} checks", hold.checks) : format_span(hold.span); }

using Rows = std::vector<const BurnRow*>;

/// The rule of a severity's rows without its condition. `several`: the severity has more rules, of other holds.
Rule unconditional_rule(const Slo& slo, const BurnRow& row, bool several) {
  Rule rule;
  rule.alert = fmt::format("SLO {} burn rate", slo.name);
  rule.hold = row.hold;
  rule.by = slo.by;
  rule.where = slo.where;
  rule.labels = slo.alert_labels;
  rule.labels["slo"] = slo.name;
  rule.labels["severity"] = row.severity;
  if (several) rule.labels["for"] = show(row.hold);
  rule.annotations = slo.alert_annotations;
  rule.slo = slo.name;
  rule.place = slo.place;
  return rule;
}

Result<Rule> rule_of(const Slo& slo, const Rows& rows, bool several, std::span<const std::string> gauges) {
  Rule rule = unconditional_rule(slo, *rows.front(), several);
  rule.window = (*std::ranges::max_element(rows, {}, [](const BurnRow* row) { return row->long_window; }))->long_window;
  std::vector<std::string> conditions;
  for (const BurnRow* row : rows) {
    conditions.push_back(rows.size() > 1 ? "(" + condition_of(slo, *row) + ")" : condition_of(slo, *row));
  }
  auto condition = Condition::parse(fmt::format("{}", fmt::join(conditions, " or ")), gauges, {slo.place, 1});
  if (!condition) return condition.error();
  rule.when = *std::move(condition);
  return rule;
}

}  // namespace

Result<std::vector<Rule>> burn_rate_rules(const Slo& slo, std::span<const std::string> gauges) {
  std::map<std::string, std::map<std::pair<Nanos, std::uint64_t>, Rows>> severities;
  for (const BurnRow& row : slo.alerting) severities[row.severity][{row.hold.span, row.hold.checks}].push_back(&row);
  std::vector<Rule> rules;
  for (const auto& [severity, holds] : severities) {
    for (const auto& [hold, rows] : holds) {
      auto rule = rule_of(slo, rows, holds.size() > 1, gauges);
      if (!rule) return rule.error();
      rules.push_back(*std::move(rule));
    }
  }
  return rules;
}

std::vector<std::string> unreachable_rows(const Slo& slo) {
  std::vector<std::string> texts;
  for (const BurnRow& row : slo.alerting) {
    if (row.burn * allowed_share(slo.objective) < 1) continue;
    texts.push_back(fmt::format("{} of {} needs a burn rate above {}, and at {} none exceeds {}", row.severity,
                                format_span(row.long_window), plain_number(row.burn), format_percent(slo.objective),
                                format_number(1 / allowed_share(slo.objective))));
  }
  return texts;
}

}  // namespace invmon::policy
