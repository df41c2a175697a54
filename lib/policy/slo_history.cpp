#include "policy/slo_history.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace invmon::policy {
namespace {

/// Sums of the first tallies: the i-th is of i of them.
std::vector<Tallied> running_sums(std::span<const Tally> tallies) {
  std::vector<Tallied> sums(1);
  sums.reserve(tallies.size() + 1);
  for (const Tally& tally : tallies) sums.push_back({sums.back().good + tally.good, sums.back().bad + tally.bad});
  return sums;
}

/// How many tallies count at a moment.
std::size_t ended(std::span<const Tally> tallies, std::span<const Nanos> moments, std::size_t moment) {
  if (moment + 1 == moments.size()) return tallies.size();
  return static_cast<std::size_t>(std::ranges::upper_bound(tallies, moments[moment], {}, &Tally::to) - tallies.begin());
}

}  // namespace

std::vector<kpi::Maybe> budget_history(std::span<const Tally> tallies, double objective, std::span<const Nanos> moments) {
  std::vector<kpi::Maybe> history(moments.size());
  const auto total = add_up(tallies).total();
  if (total == 0) return history;
  const double allowed = allowed_share(objective) * static_cast<double>(total);
  std::uint64_t bad = 0;
  std::size_t counted = 0;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    for (const auto last = ended(tallies, moments, i); counted < last; ++counted) bad += tallies[counted].bad;
    if (moments[i] > tallies.front().from) history[i] = 1 - static_cast<double>(bad) / allowed;
  }
  return history;
}

std::vector<std::vector<kpi::Maybe>> burn_rate_histories(std::span<const Tally> tallies, double objective,
                                                         std::span<const Nanos> windows, Nanos known_from,
                                                         std::span<const Nanos> moments) {
  std::vector<std::vector<kpi::Maybe>> histories;
  const auto sums = running_sums(tallies);
  for (const Nanos window : windows) {
    auto& history = histories.emplace_back(moments.size());
    for (std::size_t i = 0; i < moments.size(); ++i) {
      const Nanos from = before(moments[i], window);
      if (from < known_from) continue;
      const auto first = std::ranges::lower_bound(tallies, from, {}, &Tally::from) - tallies.begin();
      const auto last = ended(tallies, moments, i);
      if (static_cast<std::size_t>(first) >= last) continue;
      const auto& [good, bad] = sums[static_cast<std::size_t>(first)];
      const Tallied sum{sums[last].good - good, sums[last].bad - bad};
      if (sum.total() > 0) {
        history[i] = static_cast<double>(sum.bad) / static_cast<double>(sum.total()) / allowed_share(objective);
      }
    }
  }
  return histories;
}

}  // namespace invmon::policy
