#include "pipeline/feed_panes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace invmon::pipeline {
namespace {

/// Stands between the values of a joined key; no valid UTF-8 holds it.
constexpr char kSeparator = '\xFF';

/// The index of a value in a list, to which it is added if it is missing.
template <class T, class Same>
std::size_t index_in(std::vector<T>& list, const T& value, Same same) {
  const auto found = std::ranges::find_if(list, [&](const T& other) { return same(other, value); });
  const auto index = static_cast<std::size_t>(found - list.begin());
  if (found == list.end()) list.push_back(value);
  return index;
}

window::TableShape shape_of(const policy::FeedSpec& spec, const window::TableShape& report) {
  if (spec.of_windows) return {report.windowing, report.windowed_groups, 1};
  return {window::Windowing::fixed(spec.grain), true, 1};
}

Error too_many(const char* what, std::size_t limit) {
  return {ErrorKind::configuration, "rules and SLOs", fmt::format("more than {} {}", limit, what), "split the profile"};
}

}  // namespace

Result<std::vector<FeedColumns>> place_feeds(std::span<const policy::FeedSpec> feeds, record::Selection& selection,
                                             const window::TableShape& report) {
  std::vector<FeedColumns> result;
  const auto dimensions = selection.by.size();
  auto outcome_keys = dimensions;
  for (const auto& spec : feeds) {
    FeedColumns columns;
    columns.spec = spec;
    for (const auto& dimension : spec.by) columns.keys.push_back(index_in(selection.by, dimension, std::equal_to<>()));
    if (spec.where) {
      const auto same = [](const record::SourcedText& a, const record::SourcedText& b) { return a.text == b.text; };
      columns.condition = index_in(selection.conditions, *spec.where, same);
    }
    columns.shape = shape_of(spec, report);
    const bool all_records = !spec.where && spec.excluded.empty();
    if (all_records && columns.keys.size() == 1 && columns.keys.front() < dimensions) columns.dimension = columns.keys.front();
    if (columns.keeps_streaks() && !columns.takes_all()) {
      columns.outcome_key = columns.dimension ? *columns.dimension : outcome_keys++;
    }
    result.push_back(std::move(columns));
  }
  if (selection.by.size() > record::kMaxKeys) return too_many("different dimensions", record::kMaxKeys);
  if (selection.conditions.size() > record::kMaxConditions) return too_many("different filters", record::kMaxConditions);
  if (outcome_keys > input::kMaxOutcomeKeys) {
    return too_many("groupings and filters of rules on failure streaks", input::kMaxOutcomeKeys);
  }
  return result;
}

std::optional<Nanos> Horizon::advance(Nanos newest, std::optional<Nanos> reach) {
  constexpr Nanos kEarliest = std::numeric_limits<Nanos>::min();
  constexpr Nanos kSteps = 16;  // so many a reach
  if (!reach || newest < kEarliest + *reach) return std::nullopt;
  const Nanos before = newest - *reach;
  if (dropped_before_ != kEarliest && before < dropped_before_ + *reach / kSteps) return std::nullopt;
  dropped_before_ = before;
  return before;
}

FeedPanes::FeedPanes(const std::vector<FeedColumns>& feeds, Dictionaries& dictionaries,
                     std::span<const policy::Silence> silences) {
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    const auto& spec = feeds[i].spec;
    auto& keys = dictionaries.of_feed(i, feeds[i].dimension);
    feeds_.push_back({&feeds[i], window::KeyCache(keys), Exclusions(silences, spec.excluded),
                      window::PaneTable<window::Pane>(feeds[i].shape, window::Pane(spec.parts))});
    if (!feeds[i].is_reports() && !feeds[i].dimension && !feeds[i].takes_all()) noted_.push_back(&feeds_.back());
  }
}

void FeedPanes::note(Feed& feed, const record::Record& record, std::uint32_t row, input::Outcome& outcome) {
  const auto& columns = *feed.columns;
  if (columns.condition && (record.conditions >> *columns.condition & 1) == 0) return;
  if (feed.exclusions.cover(record.time)) return;
  const auto group = columns.keys.empty() ? kWholeKey : group_of(feed, record);
  feed.rows.add(row, group);
  if (columns.outcome_key) outcome.keys[*columns.outcome_key] = group;
}

void FeedPanes::add(const window::RecordBatch& batch, std::span<const window::RowsByKey> rows_by_dimension) {
  ordered_ &= batch.told().empty();
  for (auto& feed : feeds_) {
    const auto& columns = *feed.columns;
    if (columns.is_reports()) continue;
    const auto add_group = [&](std::uint32_t group, std::span<const std::uint32_t> rows) {
      feed.panes.visit_group(0, group, batch.times(), rows, [&](window::Pane& pane, auto of_pane) { pane.add(batch, of_pane); });
    };
    if (columns.takes_all()) {
      if (!batch.rows().empty()) add_group(kWholeKey, batch.rows());
    } else if (columns.dimension) {
      rows_by_dimension[*columns.dimension].visit(add_group);
    } else {
      feed.rows.sort();
      feed.rows.visit(add_group);
      feed.rows.clear();
    }
  }
}

std::uint32_t FeedPanes::group_of(Feed& feed, const record::Record& record) {
  const auto& keys = feed.columns->keys;
  if (keys.size() == 1) return feed.keys.number(record.keys[keys.front()]);
  joined_.clear();
  for (const auto key : keys) {
    joined_ += record.keys[key];
    joined_ += kSeparator;
  }
  joined_.pop_back();
  return feed.keys.number(joined_);
}

void FeedPanes::fold() {
  for (auto& feed : feeds_) {
    feed.keys.take_folded([&](std::uint32_t key) { feed.panes.fold(0, key); });
  }
}

std::vector<FeedPanes::SeriesMerge> FeedPanes::merges_of(std::span<FeedPanes* const> others) {
  std::vector<SeriesMerge> merges;
  std::unordered_map<window::Series<window::Pane>*, std::size_t> places;
  for (const auto* other : others) ordered_ &= other->ordered_;
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    auto& mine = feeds_[i].panes;
    for (auto* const other : others) mine.agree_on_width(other->feeds_[i].panes);
    for (auto* const other : others) {
      other->feeds_[i].panes.widen_to(mine.windowing().width());  // which a later one may have widened
      for (const auto& [into, from] : mine.pair_up(other->feeds_[i].panes)) {
        const auto [place, is_new] = places.try_emplace(into, merges.size());
        if (is_new) merges.push_back({into, {}});
        merges[place->second].from.push_back(from);
      }
    }
  }
  return merges;
}

void FeedPanes::widen_to(Nanos width) {
  for (auto& feed : feeds_) {
    if (feed.panes.windowing().is_automatic()) feed.panes.widen_to(width);
  }
}

void FeedPanes::drop_before(Nanos time) {
  for (auto& feed : feeds_) feed.panes.drop_before(time);
}

void FeedPanes::forget(Nanos newest) {
  for (auto& feed : feeds_) {
    if (const auto time = feed.horizon.advance(newest, feed.columns->spec.reach)) feed.panes.drop_before(*time);
  }
}

FeedStreaks::FeedStreaks(const std::vector<FeedColumns>& feeds) {
  for (const auto& columns : feeds) {
    auto& feed = feeds_.emplace_back();
    if (columns.keeps_streaks()) {
      feed.emplace(Feed{&columns, window::StreakTable(columns.shape, columns.spec.streak_threshold),
                        window::LongRuns(columns.spec.least_streak)});
    }
  }
}

void FeedStreaks::add(std::span<const input::Outcome> outcomes, std::span<const input::Outcome> changes) {
  for (auto& feed : feeds_) {
    if (!feed) continue;
    for (const auto& outcome : feed->columns->shares_streaks() ? changes : outcomes) {
      const auto group = feed->columns->group_of(outcome);
      if (group == window::kOtherKey) continue;
      feed->runs.add(group, outcome.time, outcome.failure,
                     [&](Nanos time, bool failure) { feed->streaks.add_to_group(0, group, time, failure); });
    }
  }
}

void FeedStreaks::add_for_now(std::span<const input::Outcome> outcomes) {
  for (auto& feed : feeds_) {
    if (!feed) continue;
    feed->runs_before = feed->runs;
    for (const auto& outcome : outcomes) {
      const auto group = feed->columns->group_of(outcome);
      if (group == window::kOtherKey) continue;
      feed->runs.add(group, outcome.time, outcome.failure, [&](Nanos time, bool failure) {
        auto& pane = feed->streaks.panes().group(0, group, time);
        feed->before.try_emplace(&pane, pane);
        pane.add(time, failure);
      });
    }
  }
}

void FeedStreaks::take_back() {
  for (auto& feed : feeds_) {
    if (!feed) continue;
    if (feed->runs_before) feed->runs = *std::exchange(feed->runs_before, {});
    for (const auto& [pane, before] : feed->before) *pane = before;
    feed->before.clear();
  }
}

void FeedStreaks::widen_to(Nanos width) {
  for (auto& feed : feeds_) {
    if (feed && feed->streaks.panes().windowing().is_automatic()) feed->streaks.panes().widen_to(width);
  }
}

void FeedStreaks::drop_before(Nanos time) {
  for (auto& feed : feeds_) {
    if (feed) feed->streaks.panes().drop_before(time);
  }
}

void FeedStreaks::forget(Nanos newest) {
  for (auto& feed : feeds_) {
    if (!feed) continue;
    if (const auto time = feed->horizon.advance(newest, feed->columns->spec.reach)) feed->streaks.panes().drop_before(*time);
  }
}

const window::PaneTable<window::StreakPane>::Groups* FeedStreaks::groups(std::size_t feed) const {
  return feeds_[feed] ? &feeds_[feed]->streaks.panes().groups(0) : nullptr;
}

std::vector<policy::FeedSeries> feed_series(std::size_t feed, const FeedColumns& columns, const window::KeyDictionary& keys,
                                            const FeedPanes& panes, const FeedStreaks& streaks) {
  const auto& by = columns.spec.by;
  const auto& groups = panes.groups(feed);
  const auto* streak_groups = streaks.groups(feed);
  std::vector<policy::FeedSeries> result;
  const auto add = [&](std::vector<std::string> key, std::uint32_t number) {
    const auto found = groups.find(number);
    if (found == groups.end() && !by.empty()) return;
    policy::FeedSeries series{std::move(key), found == groups.end() ? &panes.none() : &found->second, nullptr, panes.ordered()};
    if (streak_groups != nullptr && number != window::kOtherKey) {
      const auto known = streak_groups->find(number);
      series.streaks = known == streak_groups->end() ? &streaks.none() : &known->second;
    }
    result.push_back(std::move(series));
  };
  if (by.empty()) {
    add({}, kWholeKey);
    return result;
  }
  for (const auto& [key, number] : keys.keys()) add(split_key(key, by.size()), number);
  add(std::vector<std::string>(by.size(), std::string(window::kOtherName)), window::kOtherKey);
  std::ranges::sort(result, {}, &policy::FeedSeries::key);
  return result;
}

std::vector<std::string> split_key(std::string_view key, std::size_t dimensions) {
  std::vector<std::string> parts;
  if (dimensions == 0) return parts;
  while (parts.size() + 1 < dimensions) {
    const auto end = key.find(kSeparator);
    parts.emplace_back(key.substr(0, end));
    key.remove_prefix(end + 1);
  }
  parts.emplace_back(key);
  return parts;
}

}  // namespace invmon::pipeline
