#include "policy/burnt_budget.hpp"

#include <algorithm>

namespace invmon::policy {
namespace {

/// Whether the two look at the same records, and what is bad to the SLO is a failure.
bool counts_failures_of(const Slo& slo, const Rule& rule) {
  const auto filter = [](const auto& where) { return where ? where->text : std::string(); };
  if (slo.sli.kind != Sli::Kind::success || slo.slice) return false;
  return rule.slo.empty() ? filter(slo.where) == filter(rule.where) : slo.name == rule.slo;
}

std::optional<BurntBudget> burnt_budget(const Slo& slo, std::uint64_t failures, std::span<const SloResult> accounts) {
  double allowed = 0, minutes = 0;
  for (const SloResult& account : accounts) {
    if (account.name != slo.name) continue;
    allowed += account.budget.allowed;
    minutes = account.budget.minutes;
  }
  if (allowed <= 0) return std::nullopt;
  const double ratio = static_cast<double>(failures) / allowed;
  return BurntBudget{slo.name, failures, ratio, ratio * minutes};
}

}  // namespace

void add_burnt_budgets(Judgement& judgement, const Policy& policy, std::span<const SloResult> accounts) {
  for (std::size_t i = 0; i < judgement.rules.size(); ++i) {
    auto& rule = judgement.rules[i];
    const auto slo = std::ranges::find_if(policy.slos, [&](const Slo& one) { return counts_failures_of(one, policy.rules[i]); });
    if (slo != policy.slos.end()) rule.budget = burnt_budget(*slo, rule.firing_failures, accounts);
  }
}

}  // namespace invmon::policy
