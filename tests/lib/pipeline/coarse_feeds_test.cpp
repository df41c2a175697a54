#include "pipeline/coarse_feeds.hpp"

#include <doctest/doctest.h>

#include <random>

namespace invmon::pipeline {
namespace {

policy::FeedSpec feed(Nanos grain, std::vector<double> thresholds = {}, bool durations = false, bool streaks = false) {
  policy::FeedSpec spec;
  spec.grain = grain;
  spec.parts = {0, durations ? window::Durations::all : window::Durations::none, std::move(thresholds)};
  spec.streaks = streaks;
  return spec;
}

TEST_CASE("a feed is made from a finer one of the same records that keeps as much and divides it") {
  auto other_filter = feed(kHour);
  other_filter.where = record::SourcedText{"a == 1", ""};
  auto other_groups = feed(kHour);
  other_groups.by = {"host"};
  const std::vector<policy::FeedSpec> feeds = {
      feed(kHour, {0.8}), feed(kMinute, {0.3}), feed(kHour, {}, true),        other_filter,
      other_groups,       feed(90 * kSecond),   feed(kHour, {}, false, true), feed(5 * kMinute, {0.3})};
  const auto shared = share_panes(feeds);
  CHECK(shared.kept.size() == 6);
  CHECK(shared.source == std::vector<std::size_t>{0, 0, 1, 2, 3, 4, 5, 0});
  CHECK(shared.kept[0].grain == kMinute);
  CHECK(shared.kept[0].parts.thresholds == std::vector<double>{0.3, 0.8});
}

TEST_CASE("panes made from finer ones are those that the records would have made") {
  std::mt19937 random(8);
  const auto fine = feed(kMinute, {0.2, 0.7}, true, true);
  const auto coarse = feed(kHour, {0.7}, true, true);
  window::Series<window::Pane> fine_panes, coarse_panes;
  window::Series<window::StreakPane> fine_streaks, coarse_streaks;
  record::Record record;
  record.transaction = true;
  for (int i = 0; i < 2000; ++i) {
    record.time += static_cast<Nanos>(random() % 60) * kSecond - (i == 0 ? 5 * kHour : 0);
    record.failure = random() % 3 == 0;
    record.duration = static_cast<double>(random() % 100) / 100;
    fine_panes.at(floor_div(record.time, kMinute), window::Pane(fine.parts)).add(record, {});
    coarse_panes.at(floor_div(record.time, kHour), window::Pane(fine.parts)).add(record, {});
    fine_streaks.at(floor_div(record.time, kMinute), window::StreakPane(1)).add(record.time, record.failure);
    coarse_streaks.at(floor_div(record.time, kHour), window::StreakPane(1)).add(record.time, record.failure);
  }
  CoarseFeeds feeds;
  const auto made = feeds.make({{{"x"}, &fine_panes, &fine_streaks}}, fine, coarse);
  REQUIRE(made.size() == 1);
  CHECK(made[0].key == std::vector<std::string>{"x"});
  REQUIRE(made[0].panes->panes().size() == coarse_panes.panes().size());
  for (const auto& [index, pane] : coarse_panes.panes()) {
    const auto& other = *made[0].panes->panes().find(index)->second;
    CHECK(other.failures() == pane->failures());
    CHECK(other.within(0.7) == pane->within(0.7));
    CHECK(other.last_record() == pane->last_record());
    CHECK(other.moments().sum() == pane->moments().sum());
    const auto& streaks = *made[0].streaks->panes().find(index)->second;
    CHECK(streaks.streak().longest() == coarse_streaks.panes().find(index)->second->streak().longest());
  }
}

}  // namespace
}  // namespace invmon::pipeline
