#include "pipeline/live_totals.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "kpi/measure.hpp"
#include "pipeline/assemble.hpp"
#include "record/record.hpp"
#include "window/pane_table.hpp"

namespace invmon::pipeline {
namespace {

constexpr auto kErrorCodes = "(error codes)";

policy::FeedSpec feed_by(const Options& options, std::vector<std::string> by) {
  policy::FeedSpec feed;
  feed.by = std::move(by);
  feed.grain = std::numeric_limits<Nanos>::max();
  feed.parts = {options.profile.gauges.size(), window::Durations::all, options.thresholds};
  return feed;
}

/// Pieces before and after 1970 become one.
window::Pane merged(const policy::FeedSeries& series, const window::Pane& empty) {
  window::Pane total = empty;
  for (const auto& [index, pane] : series.panes->panes()) total.merge(*pane);
  return total;
}

class TotalsReader {
 public:
  explicit TotalsReader(const Options& options)
      : options_(options), empty_({options.profile.gauges.size(), window::Durations::all, options.thresholds}) {
    for (const auto& gauge : options.profile.gauges) gauge_names_.push_back(gauge.name);
  }

  kpi::Snapshot measure(const policy::FeedSeries& series) const {
    const auto pane = merged(series, empty_);
    auto result = kpi::measure(pane, nullptr, 0, gauge_names_);
    for (const double threshold : options_.thresholds) result.duration.within.push_back(pane.within(threshold));
    return result;
  }

  report::Dimension dimension(const std::string& name, const std::vector<policy::FeedSeries>& groups) const {
    report::Dimension result{name, {}, false};
    for (const auto& group : groups) {
      auto snapshot = measure(group);
      if (!is_empty(snapshot)) result.groups.push_back({group.key.front(), std::move(snapshot)});
    }
    std::ranges::sort(result.groups, {}, &report::Group::key);
    return result;
  }

  std::vector<report::ErrorCode> errors(const std::vector<policy::FeedSeries>& codes, std::uint64_t failures) const {
    std::vector<report::ErrorCode> result;
    for (const auto& series : codes) {
      const auto count = merged(series, empty_).failures();
      const auto& name = series.key.front();
      const auto code = name == record::kNoKey ? std::nullopt : std::optional(name);
      if (count > 0) result.push_back({code, count, static_cast<double>(count) / static_cast<double>(failures), {}});
    }
    std::ranges::stable_sort(result, std::ranges::greater(), &report::ErrorCode::count);
    return result;
  }

 private:
  const Options& options_;
  window::Pane empty_;
  std::vector<std::string> gauge_names_;
};

}  // namespace

std::vector<policy::FeedSpec> total_feeds(Options& options) {
  std::vector<policy::FeedSpec> feeds = {feed_by(options, {})};
  for (const auto& dimension : options.by) feeds.push_back(feed_by(options, {dimension}));
  if (!options.profile.error_code) return feeds;
  options.profile.dimensions.push_back({kErrorCodes, {*options.profile.error_code}});
  feeds.push_back(feed_by(options, {kErrorCodes}));
  return feeds;
}

report::Report totals_of(const Options& options, std::span<const std::vector<policy::FeedSeries>> feeds) {
  const TotalsReader reader(options);
  report::Report report;
  report.profile_name = options.profile.name;
  report.kpi = reader.measure(feeds.front().front());
  for (std::size_t i = 0; i < options.by.size(); ++i) {
    report.dimensions.push_back(reader.dimension(options.by[i], feeds[1 + i]));
  }
  if (options.profile.error_code) report.errors = reader.errors(feeds.back(), report.kpi.failures);
  return report;
}

}  // namespace invmon::pipeline
