#include "policy/error_budget.hpp"

#include <algorithm>
#include <cmath>

namespace invmon::policy {
namespace {

std::optional<Nanos> exhausted_at(std::span<const Tally> tallies, std::uint64_t total, double objective, Nanos end) {
  std::uint64_t bad = 0;
  for (const Tally& tally : tallies) {
    bad += tally.bad;
    if (exceeds_budget(bad, total, objective)) return std::min(tally.to, end);
  }
  return std::nullopt;
}

double in_units(Nanos span, Nanos unit) { return static_cast<double>(span) / static_cast<double>(unit); }

}  // namespace

Tallied add_up(std::span<const Tally> tallies) {
  Tallied sum;
  for (const Tally& tally : tallies) {
    sum.good += tally.good;
    sum.bad += tally.bad;
  }
  return sum;
}

double allowed_share(double objective) {
  constexpr double kDecimals = 1e15;
  const double share = std::round((1 - objective) * kDecimals) / kDecimals;
  return share > 0 ? share : 1 - objective;
}

bool exceeds_budget(std::uint64_t bad, std::uint64_t total, double objective) {
  constexpr double kTolerance = 1e-15;
  const double all = static_cast<double>(total);
  return static_cast<double>(bad) > allowed_share(objective) * all + kTolerance * all;
}

kpi::Maybe burn_rate(std::span<const Tally> tallies, Range span, double objective) {
  const auto begin = std::ranges::lower_bound(tallies, span.from, {}, &Tally::from);
  const auto end = std::ranges::lower_bound(begin, tallies.end(), span.to, {}, &Tally::from);
  const Tallied sum = add_up({begin, end});
  if (sum.total() == 0) return std::nullopt;
  return static_cast<double>(sum.bad) / static_cast<double>(sum.total()) / allowed_share(objective);
}

SloResult::Budget budget_of(std::span<const Tally> tallies, double objective, Nanos period, kpi::Maybe day_burn, Nanos end) {
  const Tallied sum = add_up(tallies);
  const double share = allowed_share(objective);
  SloResult::Budget budget;
  budget.allowed = share * static_cast<double>(sum.total());
  budget.minutes = share * in_units(period, kMinute);
  if (sum.total() == 0) return budget;
  budget.consumed_ratio = static_cast<double>(sum.bad) / budget.allowed;
  budget.remaining_ratio = 1 - *budget.consumed_ratio;
  budget.consumed_minutes = *budget.consumed_ratio * budget.minutes;
  budget.exhausted_at = exhausted_at(tallies, sum.total(), objective, end);
  if (!budget.exhausted_at && day_burn.value_or(0) > 0) {
    budget.days_to_exhaustion = std::max(0.0, *budget.remaining_ratio) * in_units(period, kDay) / *day_burn;
  }
  return budget;
}

}  // namespace invmon::policy
