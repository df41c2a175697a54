#include "pipeline/coarse_feeds.hpp"

#include "policy/feed_plan.hpp"

namespace invmon::pipeline {
namespace {

using policy::FeedSpec;

bool is_made_from(const FeedSpec& coarse, const FeedSpec& fine) {
  const bool enough_parts = coarse.parts.durations <= fine.parts.durations && coarse.parts.gauges <= fine.parts.gauges &&
                            coarse.streaks <= fine.streaks;
  const bool coarser = fine.of_windows ? coarse.grain >= fine.grain : coarse.grain > fine.grain;
  return policy::same_records(coarse, fine) && enough_parts && coarser && coarse.grain % fine.grain == 0;
}

template <class P>
window::Series<P> merged(const window::Series<P>& fine, std::int64_t factor, const P& empty) {
  window::Series<P> coarse;
  for (const auto& [index, pane] : fine.panes()) coarse.at(floor_div(index, factor), empty).merge(*pane);
  return coarse;
}

}  // namespace

SharedFeeds share_panes(std::span<const FeedSpec> feeds, const std::optional<FeedSpec>& windows) {
  std::vector<FeedSpec> all(feeds.begin(), feeds.end());
  if (windows) all.push_back(*windows);
  std::vector<std::size_t> finest;  // of each feed: the finest that it can be made from, or itself
  for (std::size_t i = 0; i < all.size(); ++i) {
    finest.push_back(i);
    for (std::size_t j = 0; j < all.size(); ++j) {
      const bool finer = all[j].grain < all[finest[i]].grain || (all[j].of_windows && all[j].grain == all[finest[i]].grain);
      if (is_made_from(all[i], all[j]) && finer) finest[i] = j;
    }
  }
  SharedFeeds shared;
  std::vector<std::size_t> place(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto made_of_it = std::ranges::count(finest, i) - (finest[i] == i);
    if (finest[i] != i || (all[i].of_windows && made_of_it == 0)) continue;
    place[i] = shared.kept.size();
    shared.kept.push_back(all[i]);
  }
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    shared.source.push_back(place[finest[i]]);
    policy::keep_also(shared.kept[shared.source.back()], feeds[i]);
  }
  return shared;
}

std::vector<policy::FeedSeries> CoarseFeeds::make(const std::vector<policy::FeedSeries>& series, const FeedSpec& fine,
                                                  const FeedSpec& wanted) {
  if (wanted.grain == fine.grain) return series;
  const auto factor = wanted.grain / fine.grain;
  const window::Pane empty(wanted.parts.out_of(fine.parts));
  std::vector<policy::FeedSeries> result;
  for (const auto& group : series) {
    panes_.push_back(merged(*group.panes, factor, empty));
    result.push_back({group.key, &panes_.back(), nullptr, group.ordered});
    if (!wanted.streaks || group.streaks == nullptr) continue;
    streaks_.push_back(merged(*group.streaks, factor, window::StreakPane(wanted.streak_threshold)));
    result.back().streaks = &streaks_.back();
  }
  return result;
}

}  // namespace invmon::pipeline
