#include "kpi/catalog.hpp"

#include <algorithm>

#include "kpi/counted.hpp"

namespace invmon::kpi {
namespace {

Maybe count(std::uint64_t n) { return static_cast<double>(n); }

template <auto Member>
Maybe count_of(const window::PaneCounts& counts, double /*seconds*/) {
  return count((counts.*Member)());
}

template <auto Member>
Maybe streak_count(const Snapshot& s) {
  return s.streak ? count((*s.streak).*Member) : std::nullopt;
}

Maybe longest_streak(const Snapshot& s) {
  if (!s.streak) return std::nullopt;
  return count(s.streak->longest ? s.streak->longest->length : 0);
}

constexpr Entry kCatalog[] = {
    {"transactions", "Transactions", Unit::count, "Records for which the profile's transaction expression holds.",
     [](const Snapshot& s) { return count(s.transactions); }, Source::counts, count_of<&window::PaneCounts::transactions>},
    {"failures", "Failures", Unit::count, "Transactions for which the profile's failure expression holds.",
     [](const Snapshot& s) { return count(s.failures); }, Source::counts, count_of<&window::PaneCounts::failures>},
    {"error_rate", "Error rate", Unit::ratio, "Failures divided by transactions.", [](const Snapshot& s) { return s.error_rate; },
     Source::counts, error_rate},
    {"success_ratio", "Success ratio", Unit::ratio, "Transactions that did not fail divided by transactions.",
     [](const Snapshot& s) { return s.success_ratio; }, Source::counts, success_ratio},
    {"retries", "Retries", Unit::count, "The sum of all transactions' retries.",
     [](const Snapshot& s) { return count(s.retries); }, Source::counts, count_of<&window::PaneCounts::retries>},
    {"retry_rate", "Retry rate", Unit::ratio, "Retries divided by transactions; can exceed 1.",
     [](const Snapshot& s) { return s.retry_rate; }, Source::counts, retry_rate},
    {"retried_share", "Retried share", Unit::ratio, "Transactions with at least one retry divided by transactions.",
     [](const Snapshot& s) { return s.retried_share; }, Source::counts, retried_share},
    {"retries_per_1k", "Retries per 1,000", Unit::per_1k, "Retries for each 1,000 transactions.",
     [](const Snapshot& s) { return s.retries_per_1k; }, Source::counts, retries_per_1k},
    {"items", "Items", Unit::count, "The sum of all transactions' items.", [](const Snapshot& s) { return count(s.items); },
     Source::counts, count_of<&window::PaneCounts::items>},
    {"items_per_minute", "Items/min", Unit::per_minute, "Items divided by the interval's minutes.",
     [](const Snapshot& s) { return s.items_per_minute; }, Source::counts, items_per_minute},
    {"transactions_per_minute", "Transactions/min", Unit::per_minute, "Transactions divided by the interval's minutes.",
     [](const Snapshot& s) { return s.transactions_per_minute; }, Source::counts, transactions_per_minute},
    {"duration_count", "Durations", Unit::count, "Transactions that have a duration.",
     [](const Snapshot& s) { return count(s.duration.count); }, Source::moments},
    {"duration_sum", "Total duration", Unit::seconds, "The sum of all durations.",
     [](const Snapshot& s) { return s.duration.sum; }, Source::moments},
    {"mean", "Mean", Unit::seconds, "The sum of all durations divided by their number.",
     [](const Snapshot& s) { return s.duration.mean; }, Source::moments},
    {"min", "Min", Unit::seconds, "The shortest duration.", [](const Snapshot& s) { return s.duration.min; }, Source::moments},
    {"max", "Max", Unit::seconds, "The longest duration.", [](const Snapshot& s) { return s.duration.max; }, Source::moments},
    {"stddev", "Std deviation", Unit::seconds, "The population standard deviation of the durations.",
     [](const Snapshot& s) { return s.duration.stddev; }, Source::moments},
    {"p50", "p50", Unit::seconds, "The duration that half of the transactions do not exceed.",
     [](const Snapshot& s) { return s.duration.p50; }, Source::quantiles},
    {"p90", "p90", Unit::seconds, "The duration that 90 % of the transactions do not exceed.",
     [](const Snapshot& s) { return s.duration.p90; }, Source::quantiles},
    {"p95", "p95", Unit::seconds, "The duration that 95 % of the transactions do not exceed.",
     [](const Snapshot& s) { return s.duration.p95; }, Source::quantiles},
    {"p99", "p99", Unit::seconds, "The duration that 99 % of the transactions do not exceed.",
     [](const Snapshot& s) { return s.duration.p99; }, Source::quantiles},
    {"p999", "p99.9", Unit::seconds, "The duration that 99.9 % of the transactions do not exceed.",
     [](const Snapshot& s) { return s.duration.p999; }, Source::quantiles},
    {"failure_streak", "Longest streak", Unit::count, "The length of the longest run of consecutive failures.", longest_streak,
     Source::streaks},
    {"streak_open", "Open streak", Unit::count, "The length of the run of failures still going on at the interval's end.",
     streak_count<&Streaks::open>, Source::streaks},
    {"streak_over_threshold", "Long streaks", Unit::count, "Runs of at least as many failures as the profile's streak threshold.",
     streak_count<&Streaks::over_threshold>, Source::streaks},
};

}  // namespace

std::span<const Entry> catalog() { return kCatalog; }

const Entry* find(std::string_view name) {
  const auto* const found = std::ranges::find(kCatalog, name, &Entry::name);
  return found == std::end(kCatalog) ? nullptr : found;
}

}  // namespace invmon::kpi
