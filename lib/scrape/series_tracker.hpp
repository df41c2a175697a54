#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scrape/time_points.hpp"

namespace invmon::scrape {

/// How many observations a bucket got, the lower ones' not counted.
struct BucketChange {
  double bound = 0;  ///< the upper one, inclusive; infinite for the last
  double added = 0;
  double before = 0;  ///< it held so many at the scrape before; 0 after a reset
};

/// What happened to a series since the scrape before.
struct Change {
  Labels labels;                      ///< without le and quantile
  double value = 0;                   ///< of a gauge: its value; of a counter: its increase
  double count = 0, sum = 0;          ///< of a histogram or a summary: increases; the sum is NaN where there is none
  std::vector<BucketChange> buckets;  ///< of a histogram, ascending
};

struct FamilyChanges {
  std::string name;  ///< of a counter with its suffix
  MetricType type = MetricType::unknown;
  std::vector<Change> changes;
};

/// What happened up to a scrape.
struct Interval {
  Nanos time = 0;  ///< the scrape's
  std::vector<FamilyChanges> families;
};

/// Follows the series of metrics from scrape to scrape.
///
/// A counter's increase is the difference to the latest scrape that has it. A value below that one, or another `_created`, is a
/// reset: then the increase is the value. What is missing in the scrape that shows a reset, of the same job and instance, counts
/// from 0 when it comes back: a process that starts anew exposes many of its series with their first event only. The first scrape
/// only says where counting begins; a series that comes later counts from 0. Values that are not finite are as if they were
/// missing. Infos and gauge histograms are passed over.
class SeriesTracker {
 public:
  /// The changes up to a scrape, all metrics in its order; nullopt for one that is not later than the one before.
  std::optional<Interval> advance(const TimePoint& point);

  std::uint64_t resets() const { return resets_; }

 private:
  /// A histogram or a summary at one time.
  struct Distribution {
    std::map<double, double> buckets;  ///< cumulative, by bound
    std::optional<double> count, sum;
  };
  struct State {
    double value = 0;
    Distribution distribution;
    std::optional<double> created;
    std::uint64_t seen = 0;  ///< the number of the latest scrape that had it
  };

  /// From where a series' increase is counted.
  enum class Beginning { before, zero, unknown };

  State& state_of(std::string_view name, const Labels& labels, std::optional<double> created, Beginning& beginning);
  void follow_counters(const Family& family, Interval& interval);
  void follow_distributions(const Family& family, FamilyChanges& changes);
  static Beginning judge(const Distribution& now, const Distribution& before);
  void note_reset(const Labels& labels);
  static Change change_of(const Distribution& now, const Distribution& before);

  std::unordered_map<std::string, State> states_;
  std::optional<Nanos> first_, latest_;
  std::map<Labels, std::uint64_t> restarts_;  ///< by job and instance: the number of the latest scrape that shows a reset
  std::uint64_t scrape_ = 0;
  std::uint64_t resets_ = 0;
};

}  // namespace invmon::scrape
