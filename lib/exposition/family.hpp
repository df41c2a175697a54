#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "record/profile.hpp"
#include "report/report.hpp"

namespace invmon::exposition {

enum class Type { counter, gauge, histogram };

/// A metric: what it is called and where in a report it is read.
struct FamilyPlan {
  std::string name;  ///< without the suffixes _total, _bucket, ...
  Type type = Type::counter;
  std::string unit;  ///< the name's suffix: "seconds", "bytes", "ratio"; may be empty
  std::string help;  ///< needs no escapes
  enum class Source { transactions, items, retries, errors, durations, gauge } source = Source::transactions;
  std::size_t gauge = 0;                                ///< index into the profile's gauges
  double multiplier = 1, divisor = 1;                   ///< of a gauge: from the log's unit to `unit`
  std::optional<std::size_t> dimension = std::nullopt;  ///< whose groups are its series; absent: a total
  std::string label = {};                               ///< that names the group
};

/// The metrics of a profile: totals, then those of each dimension of `by`, under names of their own, so that every sum over a
/// metric counts each transaction once. What the profile doesn't read is left out. Errors: a bad section `export`, names that
/// become the same.
Result<std::vector<FamilyPlan>> plan_families(const record::Profile& profile, const std::vector<std::string>& by);

/// The durations of an interval. Holds pointers into the report.
struct Durations {
  const kpi::Duration* numbers = nullptr;
  const std::vector<stats::Bucket>* buckets = nullptr;  ///< stats::kBucketsPerOctave to an octave; null for the whole range
};

/// What an interval adds to a counter or a histogram, or a gauge's last value in it; nothing where the report has none.
using Sample = std::variant<std::monostate, std::uint64_t, double, Durations>;

struct Series {
  std::vector<std::pair<std::string, std::string>> labels;
  Sample whole;                 ///< over the report's range
  std::vector<Sample> windows;  ///< of each of its windows
};

struct Family {
  const FamilyPlan& plan;
  std::vector<Series> series;
};

/// Calls `visit` for each family that has series, in the plan's order. The plan must be that of the report's profile and groups.
void visit_families(const report::Report& report, const std::vector<FamilyPlan>& plan,
                    const std::function<void(const Family&)>& visit);

}  // namespace invmon::exposition
