#include "window/pane_table.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <random>

#include "window/current_window.hpp"
#include "window/pane.hpp"
#include "window/rows_by_key.hpp"
#include "window/streak_pane.hpp"

namespace invmon::window {
namespace {

/// A pane that keeps all that it was given, in order.
struct Kept {
  std::vector<Nanos> times;

  void merge(const Kept& other) { times.insert(times.end(), other.times.begin(), other.times.end()); }
};

using Contents = std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Nanos>>;  ///< by series (-1: the whole) and window

/// `sorted`: for tables in which times come in another order.
Contents contents(const PaneTable<Kept>& table, bool sorted = true) {
  Contents result;
  const auto take = [&](std::int64_t series, const Series<Kept>& panes) {
    for (const auto& [window, pane] : panes.panes()) {
      auto times = pane->times;
      if (sorted) std::ranges::sort(times);
      result[{series, window}] = times;
    }
  };
  take(-1, table.whole());
  for (const auto& [key, series] : table.groups(0)) take(key, series);
  return result;
}

void add(PaneTable<Kept>& table, Nanos time) {
  table.whole(time).times.push_back(time);
  table.group(0, static_cast<std::uint32_t>(1 + (time % 3 + 3) % 3), time).times.push_back(time);
}

std::vector<Nanos> random_times(std::mt19937& random) {
  const Nanos span = kSecond << random() % 30;
  std::vector<Nanos> times(1 + random() % 60);
  for (auto& time : times) time = static_cast<Nanos>(random()) * kMillisecond % span - span / 3;
  return times;
}

TEST_CASE("visiting many rows gives each to the pane that adding it alone does") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    TableShape shape{Windowing::automatic(), round % 2 == 0, 1};
    if (round % 3 == 0) shape.windowing = Windowing::fixed(kMinute);
    PaneTable<Kept> one_by_one(shape, {}), at_once(shape, {});
    for (int batch = 0; batch < 3; ++batch) {
      const auto times = random_times(random);
      std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
      for (std::uint32_t row = 0; row < times.size(); ++row) {
        add(one_by_one, times[row]);
        groups[static_cast<std::uint32_t>(1 + (times[row] % 3 + 3) % 3)].push_back(row);
      }
      std::vector<std::uint32_t> all(times.size());
      std::iota(all.begin(), all.end(), 0U);
      const auto keep = [&](Kept& pane, auto rows) {
        for (const auto row : rows) pane.times.push_back(times[row]);
      };
      at_once.visit_whole(times, all, keep);
      for (const auto& [key, rows] : groups) at_once.visit_group(0, key, times, rows, keep);
    }
    CHECK(contents(at_once) == contents(one_by_one));
  }
}

TEST_CASE("what goes to the table by way of the current window is what goes there at once") {
  std::mt19937 random(8);
  std::size_t by_way = 0, at_once = 0;
  for (int round = 0; round < 300; ++round) {
    TableShape shape{Windowing::automatic(), round % 2 == 0, 1};
    if (round % 3 == 0) shape.windowing = Windowing::fixed(kMinute);
    PaneTable<Kept> expected(shape, {}), table(shape, {});
    CurrentWindow<Kept> current(0);
    Nanos now = 0;
    for (int batch = 0; batch < 30; ++batch) {
      now += static_cast<Nanos>(random() % 20) * kSecond;
      std::vector<Nanos> times(random() % 300);
      std::vector<std::uint32_t> all(times.size());
      std::iota(all.begin(), all.end(), 0U);
      RowsByKey rows;
      const auto span = random() % 3 == 0 ? 90'000 : 900;
      for (const auto row : all) {
        times[row] = now + static_cast<Nanos>(random() % span) * kMillisecond;
        add(expected, times[row]);
        rows.add(row, static_cast<std::uint32_t>(1 + times[row] % 3));
      }
      rows.sort();
      const auto keep = [&](Kept& pane, auto of_pane) {
        for (const auto row : of_pane) pane.times.push_back(times[row]);
      };
      if (current.visit(table, times, rows, keep)) {
        ++by_way;
      } else {
        ++at_once;
        table.visit_whole(times, all, keep);
        rows.visit([&](std::uint32_t key, auto of_group) { table.visit_group(0, key, times, of_group, keep); });
      }
      if (random() % 20 != 0) continue;
      current.flush(table);
      for (auto* each : {&expected, &table}) each->fold(0, 2);
    }
    current.flush(table);
    CHECK(contents(table) == contents(expected));
  }
  CHECK(by_way > 1'000);
  CHECK(at_once > 1'000);
}

TEST_CASE("merging tables equals adding everything to one, with automatic windows too") {
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    for (const bool windowed : {false, true}) {
      TableShape shape{Windowing::automatic(), windowed, 1};
      if (round % 3 == 0) shape.windowing = Windowing::fixed(kMinute);
      PaneTable<Kept> whole(shape, {});
      std::vector<PaneTable<Kept>> parts;
      for (int part = 0; part < 3; ++part) parts.emplace_back(shape, Kept());
      for (std::size_t part = 0; part < parts.size(); ++part) {
        if (random() % 5 == 0) continue;  // an empty table
        for (const auto time : random_times(random)) {
          add(whole, time);
          add(parts[part], time);
        }
      }
      for (std::size_t part = 1; part < parts.size(); ++part) parts[0].merge(std::move(parts[part]));
      CHECK(parts[0].windowing().width() == whole.windowing().width());
      CHECK(contents(parts[0]) == contents(whole));
      CHECK(parts[0].size() == whole.size());
    }
  }
}

TEST_CASE("automatic windows are the narrowest that span at most 240, in whatever order times come") {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    const auto times = random_times(random);
    PaneTable<Kept> table({Windowing::automatic(), true, 1}, {});
    for (const auto time : times) add(table, time);
    const auto [first, last] = std::ranges::minmax(times);
    CHECK(table.windowing().width() == automatic_width(first, last + 1));
    for (const auto& [window, pane] : table.whole().panes()) {
      for (const auto time : pane->times) CHECK(table.windowing().index_of(time) == window);
    }
  }
}

TEST_CASE("widening keeps a series in time order") {
  PaneTable<Kept> table({Windowing::automatic(), true, 1}, {});
  std::vector<Nanos> times;
  for (int i = 0; i < 1'000; ++i) times.push_back(i * 3 * kSecond);
  for (const auto time : times) table.whole(time).times.push_back(time);
  std::vector<Nanos> seen;
  for (const auto& [window, pane] : table.whole().panes()) seen.insert(seen.end(), pane->times.begin(), pane->times.end());
  CHECK(seen == times);
  CHECK(table.windowing().width() == 30 * kSecond);
}

TEST_CASE("covering a time widens as a record there would, and adds no pane") {
  PaneTable<Kept> table({Windowing::automatic(), false, 0}, {});
  table.whole(0);
  table.cover(kDay);
  CHECK(table.windowing().width() == 10 * kMinute);
  CHECK(table.size() == 1);
}

TEST_CASE("groups without windows have one pane each") {
  PaneTable<Kept> table({Windowing::fixed(kSecond), false, 1}, {});
  for (int i = 0; i < 10; ++i) add(table, i * kSecond);
  CHECK(table.whole().panes().size() == 10);
  CHECK(table.size() == 10 + table.groups(0).size());
}

TEST_CASE("folding moves a key to the others") {
  PaneTable<Kept> table({Windowing::fixed(kSecond), true, 1}, {});
  for (int i = 0; i < 9; ++i) add(table, i * kSecond / 2);
  const auto before = table.groups(0).at(1).panes().size();
  table.fold(0, 1);
  table.fold(0, 1);
  table.fold(0, 99);
  CHECK(table.groups(0).size() == 3);
  CHECK(table.groups(0).at(kOtherKey).panes().size() == before);
  add(table, 3 * kSecond);
  table.fold(0, 2);
  std::size_t folded = 0;
  for (const auto& [window, pane] : table.groups(0).at(kOtherKey).panes()) folded += pane->times.size();
  for (const auto& [key, series] : table.groups(0)) {
    if (key == kOtherKey) continue;
    for (const auto& [window, pane] : series.panes()) folded += pane->times.size();
  }
  CHECK(folded == 10);
}

TEST_CASE("streaks go on over windows that are merged") {
  PaneTable<StreakPane> table({Windowing::fixed(kSecond), false, 0}, StreakPane(2));
  for (const Nanos time : {100, 200, 1'100, 1'200, 2'100}) table.whole(time * kMillisecond).add(time * kMillisecond, time != 100);
  StreakPane all(2);
  for (const auto& [window, pane] : table.whole().panes()) all.merge(*pane);
  CHECK(all.streak().longest() == stats::Run{4, 200 * kMillisecond, 2'100 * kMillisecond});
}

TEST_CASE("dropping takes away earlier windows, but the latest of them stays in each series") {
  PaneTable<Kept> table({Windowing::fixed(10), true, 1}, Kept{});
  for (const Nanos time : {1, 12, 25, 34}) table.whole(time).times.push_back(time);
  table.group(0, 1, 12).times.push_back(12);
  table.group(0, 2, 34).times.push_back(34);
  table.drop_before(29);
  CHECK(contents(table) == Contents{{{-1, 1}, {12}}, {{-1, 2}, {25}}, {{-1, 3}, {34}}, {{1, 1}, {12}}, {{2, 3}, {34}}});
  table.drop_before(1000);
  CHECK(contents(table) == Contents{{{-1, 3}, {34}}, {{1, 1}, {12}}, {{2, 3}, {34}}});
  table.whole(26).times.push_back(26);
  CHECK(contents(table).at({-1, 2}) == std::vector<Nanos>{26});
}

}  // namespace
}  // namespace invmon::window
