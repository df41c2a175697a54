#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "policy/section_readers.hpp"
#include "policy/slo.hpp"
#include "record/record.hpp"
#include "record/yaml_reader.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {

/// 2025-06-02T00:00:00Z, a Monday.
inline constexpr Nanos kMonday = 1'748'822'400 * kSecond;

/// A profile with the dimension `warehouse` and the gauge `cpu_percent`.
inline record::Profile slo_profile() {
  record::Profile profile;
  profile.name = "test";
  profile.dimensions = {{"warehouse", {"warehouse"}, {}, "other"}};
  profile.gauges = {{"cpu_percent", "cpu_percent"}};
  return profile;
}

inline Result<std::vector<Slo>> parse_slos(const std::string& text) {
  record::YamlReader yaml("profile.yaml");
  const auto root = yaml.load(text);
  auto slos = read_slos(yaml, root, slo_profile());
  if (yaml.failed()) return yaml.error();
  return slos;
}

/// The SLO of one list entry: "{name: a, objective: 99%, ...}".
inline Slo slo_of(const std::string& entry) {
  auto slos = parse_slos("- " + entry);
  INFO((slos ? "" : to_string(slos.error())));
  REQUIRE(slos);
  REQUIRE(slos->size() == 1);
  return slos->front();
}

/// Records as a feed would keep them.
class SloLog {
 public:
  explicit SloLog(const Slo& slo) : slo_(slo), feed_(feed_of(slo)) {}

  void add(Nanos time, bool failure, std::optional<double> duration = {}, const std::string& key = "") {
    record::Record record;
    record.time = time;
    record.transaction = true;
    record.failure = failure;
    record.duration = duration;
    record.gauges.resize(feed_.parts.gauges);
    put(record, key);
  }

  void add_heartbeat(Nanos time, const std::string& key = "") {
    record::Record record;
    record.time = time;
    record.gauges.resize(feed_.parts.gauges);
    put(record, key);
  }

  /// So many transactions at once, of which some failed.
  void add_many(Nanos time, std::uint64_t good, std::uint64_t bad) {
    for (std::uint64_t i = 0; i < good + bad; ++i) add(time, i < bad);
  }

  std::vector<SloResult> evaluate_groups(Range range, std::span<const Range> excluded = {}) const {
    std::vector<FeedSeries> all;
    for (const auto& [key, panes] : series_) {
      all.push_back({slo_.by.empty() ? std::vector<std::string>() : std::vector{key}, &panes, nullptr});
    }
    return evaluate(slo_, all, range, excluded);
  }

  SloResult evaluate_one(Range range, std::span<const Range> excluded = {}) const {
    const auto results = evaluate_groups(range, excluded);
    REQUIRE(results.size() == 1);
    return results.front();
  }

 private:
  void put(const record::Record& record, const std::string& key) {
    series_[key].at(floor_div(record.time, feed_.grain), window::Pane(feed_.parts)).add(record, {});
  }

  Slo slo_;
  FeedSpec feed_;
  std::map<std::string, window::Series<window::Pane>, std::greater<>> series_;
};

}  // namespace invmon::policy
