#include "scrape/transactions.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "scrape/durations.hpp"

namespace invmon::scrape {
namespace {

using Names = std::set<std::string>;

const FamilyChanges* find_family(const Interval& interval, const std::string& name) {
  const auto found = std::ranges::find(interval.families, name, &FamilyChanges::name);
  return found == interval.families.end() ? nullptr : &*found;
}

/// The labels that all series of both metrics have.
Names common_names(const FamilyChanges& a, const FamilyChanges& b) {
  Names names;
  for (const auto& [name, value] : a.changes.front().labels) names.insert(name);
  for (const auto* family : {&a, &b}) {
    for (const auto& change : family->changes) {
      std::erase_if(names, [&](const auto& name) { return find_label(change.labels, name) == nullptr; });
    }
  }
  return names;
}

Labels only(const Labels& labels, const Names& names) {
  Labels kept;
  std::ranges::copy_if(labels, std::back_inserter(kept), [&](const auto& label) { return names.contains(label.first); });
  return kept;
}

using Groups = std::map<Labels, std::vector<Transactions>>;

Groups grouped(std::vector<Transactions> all, const Names& names) {
  Groups groups;
  for (auto& some : all) groups[only(some.labels, names)].push_back(std::move(some));
  return groups;
}

/// Gives the transactions of a group that are `eligible` what is in the pool, as long as there is any.
template <class Kind, class Eligible, class Set>
std::vector<Transactions> shared_out(std::vector<Transactions> group, Pool<Kind>& pool, Eligible eligible, Set set) {
  std::uint64_t total = 0;
  for (const auto& some : group) total += eligible(some) ? some.count : 0;
  const auto wanted = std::min(total, pool.size());
  std::vector<Transactions> result;
  std::uint64_t passed = 0, given = 0;
  for (auto& some : group) {
    if (wanted > 0 && eligible(some)) {
      passed += some.count;
      const auto until = share_of(wanted, passed, total);
      for (auto& [kind, count] : pool.take(until - given)) {
        auto& part = result.emplace_back(some);
        part.count = count;
        set(part, kind);
      }
      some.count -= until - given;
      given = until;
    }
    if (some.count > 0) result.push_back(std::move(some));
  }
  return result;
}

/// What an interval adds to pools, and then takes out of them. What it leaves of that waits for one more interval.
template <class Kind, class Fill, class Eligible, class Set>
void share_out(const FamilyChanges* family, const FamilyChanges& counted, std::map<Labels, Pool<Kind>>& pools,
               std::vector<Transactions>& all, Fill fill, Eligible eligible, Set set) {
  if (family == nullptr) return;
  const auto names = common_names(counted, *family);
  std::map<Labels, std::uint64_t> added;
  for (const auto& change : family->changes) {
    const auto key = only(change.labels, names);
    auto& pool = pools[key];
    const auto before = pool.size();
    fill(change, pool);
    added[key] += pool.size() - before;
  }
  std::vector<Transactions> result;
  for (auto& [key, group] : grouped(std::move(all), names)) {
    std::ranges::move(shared_out(std::move(group), pools[key], eligible, set), std::back_inserter(result));
  }
  std::erase_if(pools, [&](const auto& entry) { return entry.second.size() == 0 || entry.second.size() > added[entry.first]; });
  all = std::move(result);
}

/// Adds a sum to the largest part of each group, or keeps it until there is a group.
void add_sums(const FamilyChanges* family, const FamilyChanges& counted, std::map<Labels, std::uint64_t>& waiting,
              std::vector<Transactions>& all, std::uint64_t Transactions::*sum) {
  if (family == nullptr) return;
  const auto names = common_names(counted, *family);
  for (const auto& change : family->changes) waiting[only(change.labels, names)] += whole_count(change.value);
  for (auto& [key, total] : waiting) {
    Transactions* largest = nullptr;
    for (auto& some : all) {
      if ((largest == nullptr || some.count > largest->count) && only(some.labels, names) == key) largest = &some;
    }
    if (largest != nullptr) largest->*sum += std::exchange(total, 0);
  }
}

void add_durations(const Change& change, Pool<double>& pool) {
  auto durations = durations_of(change);
  for (auto& [value, count] : durations.take(durations.size())) pool.add(value, count);
}

}  // namespace

bool says_failure(const std::string& value) {
  static constexpr std::array kWords = {"failure", "failed", "error"};
  return std::ranges::find(kWords, value) != kWords.end();
}

std::vector<Transactions> TransactionAssembly::take(const Interval& interval) {
  std::vector<Transactions> all;
  const auto* const counted = find_family(interval, metrics_.transactions);
  if (counted == nullptr || counted->changes.empty()) return all;
  const bool counter = counted->type == MetricType::counter;
  for (const auto& change : counted->changes) {
    const auto* const outcome = metrics_.outcome.empty() ? nullptr : find_label(change.labels, metrics_.outcome);
    const auto count = whole_count(counter ? change.value : change.count);
    if (count > 0) all.push_back({change.labels, outcome != nullptr && says_failure(*outcome), count, {}, {}, 0, 0});
  }
  share_out(
      find_family(interval, metrics_.durations), *counted, durations_, all, add_durations, [](const auto&) { return true; },
      [](Transactions& part, double duration) { part.duration = duration; });
  share_out(
      find_family(interval, metrics_.errors), *counted, errors_, all,
      [](const Change& change, Pool<std::string>& pool) {
        const auto* const code = find_label(change.labels, "error_code");
        pool.add(code == nullptr ? "" : *code, whole_count(change.value));
      },
      [](const Transactions& some) { return some.failure; },
      [](Transactions& part, const std::string& code) { part.error_code = code; });
  add_sums(find_family(interval, metrics_.items), *counted, items_, all, &Transactions::items);
  add_sums(find_family(interval, metrics_.retries), *counted, retries_, all, &Transactions::retries);
  return all;
}

}  // namespace invmon::scrape
