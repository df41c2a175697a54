#include "scrape/series_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "scrape/sample_line.hpp"

namespace invmon::scrape {
namespace {

/// Stands between the parts of a key; no valid UTF-8 holds it.
constexpr char kPartEnd = '\xFF';

std::string key_of(std::string_view name, const Labels& labels) {
  std::string key(name);
  for (const auto& [label, value] : labels) {
    key += kPartEnd;
    key += label;
    key += kPartEnd;
    key += value;
  }
  return key;
}

/// The labels that tell processes apart.
Labels target_of(const Labels& labels) {
  Labels target;
  for (const auto& label : labels) {
    if (label.first == "job" || label.first == "instance") target.push_back(label);
  }
  return target;
}

/// The times of creation that a metric tells of, by series.
std::map<Labels, double> created_times(const Family& family) {
  std::map<Labels, double> created;
  for (const auto& sample : family.samples) {
    if (suffix_of(sample.name, family.name, family.type) == "_created") created[sample.labels] = sample.value;
  }
  return created;
}

std::optional<double> created_of(const std::map<Labels, double>& created, const Labels& labels) {
  const auto found = created.find(labels);
  return found == created.end() ? std::nullopt : std::optional(found->second);
}

bool same_bounds(const std::map<double, double>& a, const std::map<double, double>& b) {
  return std::ranges::equal(
      a, b, {}, [](const auto& bucket) { return bucket.first; }, [](const auto& bucket) { return bucket.first; });
}

}  // namespace

std::optional<Interval> SeriesTracker::advance(const TimePoint& point) {
  if (latest_ && point.time <= *latest_) return std::nullopt;
  latest_ = point.time;
  ++scrape_;
  if (!first_) first_ = point.time;
  Interval interval{point.time, {}};
  for (const auto& family : point.metrics) {
    switch (family.type) {
      case MetricType::counter:
        follow_counters(family, interval);
        break;
      case MetricType::histogram:
      case MetricType::summary:
        follow_distributions(family, interval.families.emplace_back(FamilyChanges{family.name, family.type, {}}));
        break;
      case MetricType::gauge:
      case MetricType::unknown:
      case MetricType::state_set: {
        auto& gauges = interval.families.emplace_back(FamilyChanges{family.name, MetricType::gauge, {}});
        for (const auto& sample : family.samples) {
          if (std::isfinite(sample.value)) gauges.changes.push_back({sample.labels, sample.value, 0, 0, {}});
        }
        break;
      }
      case MetricType::info:
      case MetricType::gauge_histogram:
        break;
    }
  }
  return interval;
}

SeriesTracker::State& SeriesTracker::state_of(std::string_view name, const Labels& labels, std::optional<double> created,
                                              Beginning& beginning) {
  const auto [entry, added] = states_.try_emplace(key_of(name, labels));
  auto& state = entry->second;
  const bool again = !added && created && state.created && *created != *state.created;
  const auto restart = restarts_.find(target_of(labels));
  const bool restarted = !added && restart != restarts_.end() && state.seen < restart->second && restart->second < scrape_;
  beginning = again || restarted ? Beginning::zero : Beginning::before;
  if (added) beginning = latest_ == first_ ? Beginning::unknown : Beginning::zero;
  if (again) note_reset(labels);
  state.created = created;
  state.seen = scrape_;
  return state;
}

void SeriesTracker::note_reset(const Labels& labels) {
  ++resets_;
  restarts_[target_of(labels)] = scrape_;
}

void SeriesTracker::follow_counters(const Family& family, Interval& interval) {
  const auto created = created_times(family);
  FamilyChanges changes{family.name, MetricType::counter, {}};
  for (const auto& sample : family.samples) {
    if (suffix_of(sample.name, family.name, family.type) == "_created") continue;
    changes.name = sample.name;
    if (!std::isfinite(sample.value)) continue;
    Beginning beginning{};
    auto& state = state_of(sample.name, sample.labels, created_of(created, sample.labels), beginning);
    if (beginning == Beginning::before && sample.value < state.value) {
      beginning = Beginning::zero;
      note_reset(sample.labels);
    }
    const double before = beginning == Beginning::before ? state.value : 0;
    state.value = sample.value;
    if (beginning != Beginning::unknown) changes.changes.push_back({sample.labels, sample.value - before, 0, 0, {}});
  }
  interval.families.push_back(std::move(changes));
}

void SeriesTracker::follow_distributions(const Family& family, FamilyChanges& changes) {
  const auto created = created_times(family);
  std::map<Labels, Distribution> series;
  for (const auto& sample : family.samples) {
    const auto suffix = *suffix_of(sample.name, family.name, family.type);
    if (!std::isfinite(sample.value)) continue;
    auto& now = series[without(sample.labels, {"le", "quantile"})];
    if (suffix == "_bucket") now.buckets[*parse_value(*find_label(sample.labels, "le"))] = sample.value;
    if (suffix == "_count") now.count = sample.value;
    if (suffix == "_sum") now.sum = sample.value;
  }
  for (auto& [labels, now] : series) {
    if (!now.count && !now.buckets.empty()) now.count = now.buckets.rbegin()->second;
    if (!now.count) continue;
    Beginning beginning{};
    auto& state = state_of(family.name, labels, created_of(created, labels), beginning);
    if (beginning == Beginning::before) {
      beginning = judge(now, state.distribution);
      if (beginning == Beginning::zero) note_reset(labels);
    }
    if (beginning != Beginning::unknown) {
      auto change = change_of(now, beginning == Beginning::before ? state.distribution : Distribution());
      change.labels = labels;
      changes.changes.push_back(std::move(change));
    }
    state.distribution = std::move(now);
  }
}

/// Whether a distribution goes on from the one before, or began anew; of one that has other buckets now that is not known.
SeriesTracker::Beginning SeriesTracker::judge(const Distribution& now, const Distribution& before) {
  bool reset = *now.count < *before.count;
  if (!reset && !same_bounds(now.buckets, before.buckets)) return Beginning::unknown;
  for (const auto& [bound, count] : now.buckets) {
    const auto known = before.buckets.find(bound);
    reset = reset || (known != before.buckets.end() && count < known->second);
  }
  return reset ? Beginning::zero : Beginning::before;
}

Change SeriesTracker::change_of(const Distribution& now, const Distribution& before) {
  Change change;
  change.count = *now.count - before.count.value_or(0);
  change.sum = now.sum ? *now.sum - before.sum.value_or(0) : std::numeric_limits<double>::quiet_NaN();
  double lower_now = 0, lower_before = 0;
  for (const auto& [bound, cumulative] : now.buckets) {
    const auto known = before.buckets.find(bound);
    const double cumulative_before = known == before.buckets.end() ? 0 : known->second;
    const double held = std::max(0.0, cumulative_before - lower_before);
    change.buckets.push_back({bound, std::max(0.0, cumulative - lower_now - held), held});
    lower_now = cumulative;
    lower_before = cumulative_before;
  }
  return change;
}

}  // namespace invmon::scrape
