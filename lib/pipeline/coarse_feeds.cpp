#include "pipeline/coarse_feeds.hpp"

#include "policy/feed_plan.hpp"

namespace invmon::pipeline {
namespace {

using policy::FeedSpec;

bool is_made_from(const FeedSpec& coarse, const FeedSpec& fine) {
  const bool enough_parts = coarse.parts.durations <= fine.parts.durations && coarse.parts.gauges <= fine.parts.gauges &&
                            coarse.streaks <= fine.streaks;
  return policy::same_records(coarse, fine) && enough_parts && coarse.grain > fine.grain && coarse.grain % fine.grain == 0;
}

template <class P>
window::Series<P> merged(const window::Series<P>& fine, std::int64_t factor, const P& empty) {
  window::Series<P> coarse;
  for (const auto& [index, pane] : fine.panes()) coarse.at(floor_div(index, factor), empty).merge(*pane);
  return coarse;
}

}  // namespace

SharedFeeds share_panes(std::span<const FeedSpec> feeds) {
  SharedFeeds shared;
  std::vector<std::size_t> finest;  // of each feed: the finest that it can be made from, or itself
  for (const FeedSpec& feed : feeds) {
    const FeedSpec* best = &feed;
    for (const FeedSpec& other : feeds) {
      if (is_made_from(feed, other) && other.grain < best->grain) best = &other;
    }
    finest.push_back(static_cast<std::size_t>(best - feeds.data()));
  }
  std::vector<std::size_t> place(feeds.size());
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    if (finest[i] != i) continue;
    place[i] = shared.kept.size();
    shared.kept.push_back(feeds[i]);
  }
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    shared.source.push_back(place[finest[i]]);
    shared.kept[shared.source.back()].parts.add_thresholds(feeds[i].parts.thresholds);
  }
  return shared;
}

std::vector<policy::FeedSeries> CoarseFeeds::make(const std::vector<policy::FeedSeries>& series, const FeedSpec& fine,
                                                  const FeedSpec& wanted) {
  if (wanted.grain == fine.grain) return series;
  const auto factor = wanted.grain / fine.grain;
  const window::Pane empty({wanted.parts.gauges, wanted.parts.durations, fine.parts.thresholds});
  std::vector<policy::FeedSeries> result;
  for (const auto& group : series) {
    panes_.push_back(merged(*group.panes, factor, empty));
    result.push_back({group.key, &panes_.back(), nullptr});
    if (!wanted.streaks || group.streaks == nullptr) continue;
    streaks_.push_back(merged(*group.streaks, factor, window::StreakPane(1)));
    result.back().streaks = &streaks_.back();
  }
  return result;
}

}  // namespace invmon::pipeline
