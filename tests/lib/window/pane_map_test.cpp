#include "window/pane_map.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace invmon::window {
namespace {

using Reference = std::map<std::int64_t, int>;
using Entries = std::vector<std::pair<std::int64_t, int>>;

Entries entries_of(const PaneMap<int>& panes) {
  Entries entries;
  for (const auto& [window, pane] : panes) entries.emplace_back(window, *pane);
  return entries;
}

Entries backwards(const PaneMap<int>& panes) {
  Entries entries;
  for (auto at = panes.end(); at != panes.begin();) {
    --at;
    entries.emplace_back(at->first, *at->second);
  }
  std::ranges::reverse(entries);
  return entries;
}

Entries entries_of(const Reference& panes) { return {panes.begin(), panes.end()}; }

/// Windows in a range about 0, some of them neighbours and some far apart, in the order of a log, the reverse of it, or none.
std::vector<std::int64_t> some_windows(std::mt19937& random) {
  std::vector<std::int64_t> windows;
  const std::int64_t range = 1 << (random() % 14);
  for (std::size_t i = random() % 1'600; i > 0; --i) windows.push_back(static_cast<std::int64_t>(random()) % range - range / 2);
  if (random() % 3 == 0) std::ranges::sort(windows);
  if (random() % 3 == 0) std::ranges::reverse(windows);
  return windows;
}

}  // namespace

TEST_CASE("merging maps of panes equals having put all panes into one, theirs behind mine") {
  std::mt19937 random(6);
  for (int round = 0; round < 300; ++round) {
    std::array<PaneMap<std::string>, 2> maps;
    std::map<std::int64_t, std::string> reference;
    for (auto& map : maps) {
      for (const auto window : some_windows(random)) {
        const std::string text = (&map == maps.data() ? "a" : "b") + std::to_string(random());
        *map.try_emplace(window, "").first += text;
        reference[window] += text;
      }
    }
    maps[0].merge(std::move(maps[1]), [](std::string& mine, const std::string& theirs) { mine += theirs; });
    CHECK(maps[1].empty());
    std::map<std::int64_t, std::string> merged;
    for (const auto& [window, pane] : maps[0]) merged[window] = *pane;
    CHECK(merged == reference);
    CHECK(maps[0].size() == reference.size());
    for (const auto& [window, text] : reference) REQUIRE(*maps[0].find(window)->second == text);
  }
}

TEST_CASE("maps can be merged into one any number of times, whether they bring windows of their own or not") {
  std::mt19937 random(8);
  PaneMap<int> all;
  Reference reference;
  for (int round = 0; round < 2'000; ++round) {
    PaneMap<int> some;
    for (const std::int64_t range = 1 << random() % 10; random() % 4 != 0;) {
      const auto window = static_cast<std::int64_t>(random()) % range;
      *some.try_emplace(window, 0).first += round;
      reference[window] += round;
    }
    all.merge(std::move(some), [](int& mine, int theirs) { mine += theirs; });
  }
  CHECK(entries_of(all) == entries_of(reference));
  CHECK(reference.size() > 300);
}

TEST_CASE("a map of panes is an ordered map, whatever the order in which windows come") {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    PaneMap<int> panes;
    Reference reference;
    for (const auto window : some_windows(random)) {
      const auto [pane, is_new] = panes.try_emplace(window, 0);
      REQUIRE(is_new == !reference.contains(window));
      reference[window] = ++*pane;
    }
    CHECK(entries_of(panes) == entries_of(reference));
    CHECK(backwards(panes) == entries_of(reference));
    CHECK(panes.size() == reference.size());
    CHECK(panes.empty() == reference.empty());
    for (std::int64_t window = -800; window < 800; ++window) {
      const auto bound = reference.lower_bound(window);
      const auto found = panes.lower_bound(window);
      REQUIRE((found == panes.end()) == (bound == reference.end()));
      if (bound != reference.end()) REQUIRE(found->first == bound->first);
      REQUIRE((panes.find(window) != panes.end()) == reference.contains(window));
    }
    const auto bound = static_cast<std::int64_t>(random() % 1'200) - 600;
    panes.erase_before(panes.lower_bound(bound));
    reference.erase(reference.begin(), reference.lower_bound(bound));
    CHECK(entries_of(panes) == entries_of(reference));
    Entries taken;
    panes.take_all([&](std::int64_t window, int pane) { taken.emplace_back(window, pane); });
    CHECK(taken == entries_of(reference));
    CHECK(panes.empty());
  }
}

TEST_CASE("panes that are taken away leave nothing behind") {
  PaneMap<std::shared_ptr<int>> panes;
  std::vector<std::weak_ptr<int>> seen;
  for (int window = 0; window < 800; ++window) {
    auto pane = std::make_shared<int>(window);
    seen.emplace_back(pane);
    panes.try_emplace(window, std::move(pane));
  }
  for (const std::int64_t bound : {3, 256, 400, 799}) {
    panes.erase_before(panes.lower_bound(bound));
    for (std::int64_t window = 0; window < 800; ++window) {
      REQUIRE(seen[static_cast<std::size_t>(window)].expired() == (window < bound));
      if (window >= bound) REQUIRE(*panes.find(window)->second->get() == window);
    }
  }
}

}  // namespace invmon::window
