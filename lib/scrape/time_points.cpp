#include "scrape/time_points.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace invmon::scrape {
namespace {

std::optional<Nanos> latest_time(const Exposition& metrics) {
  std::optional<Nanos> latest;
  for (const auto& family : metrics) {
    for (const auto& sample : family.samples) latest = std::max(latest, sample.time);
  }
  return latest;
}

bool is_history(const Exposition& metrics) {
  for (const auto& family : metrics) {
    std::set<std::pair<std::string_view, Labels>> series;
    for (const auto& sample : family.samples) {
      if (sample.time && !series.emplace(sample.name, sample.labels).second) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::vector<TimePoint>> time_points(Exposition metrics, std::optional<Nanos> time) {
  const auto latest = latest_time(metrics);
  if (latest) time = latest;
  if (!time) return std::nullopt;
  std::vector<TimePoint> points;
  if (!latest || !is_history(metrics)) {
    points.push_back({*time, std::move(metrics)});
    return points;
  }
  std::map<Nanos, Exposition> by_time;
  for (auto& family : metrics) {
    for (auto& sample : family.samples) {
      auto& then = by_time[sample.time.value_or(*time)];
      if (then.empty() || then.back().name != family.name) then.push_back({family.name, family.type, {}});
      then.back().samples.push_back(std::move(sample));
    }
  }
  for (auto& [then, exposed] : by_time) points.push_back({then, std::move(exposed)});
  return points;
}

}  // namespace invmon::scrape
