#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "kpi/catalog.hpp"
#include "record/expression.hpp"

namespace invmon::policy {

/// What of a gauge's values in a window is read.
enum class GaugeStatistic { average, min, max, first, last, sum, count, quantile };

/// A number that is read from the records of a window.
struct Measure {
  enum class Kind {
    kpi,           ///< an entry of the KPI catalog, by its name: error_rate, failures, p95, failure_streak, ...
    quantile,      ///< of durations, at `parameter`: p75, p99.5 (those of the catalog too)
    records,       ///< matching records, transactions or not
    share_within,  ///< transactions that took at most `parameter` seconds / transactions with a duration; counted exactly
    over,          ///< the number of transactions that took longer than `parameter` seconds; counted exactly
    gauge,         ///< `statistic` of gauge number `gauge`
    age,           ///< seconds since the last matching record, of this window or an earlier one
  };

  Kind kind = Kind::kpi;
  const kpi::Entry* entry = nullptr;                   ///< kpi only
  double parameter = 0;                                ///< seconds, or the quantile (0..1)
  std::size_t gauge = 0;                               ///< index into the profile's gauges
  GaugeStatistic statistic = GaugeStatistic::average;  ///< gauge only
  std::optional<Nanos> window = {};                    ///< a window of its own: error_rate[1h]
  std::optional<kpi::Unit> unit = {};                  ///< of its values; absent for gauges' values
  std::string text = {};                               ///< as it was written

  bool operator==(const Measure&) const = default;
};

/// What a condition comes to at a check.
enum class Verdict { no_data, ok, breach };

/// The `when` of a rule: comparisons of measures, joined by `and`, `or`, `not` and parentheses.
///
///     error_rate > 2%                              p95 > 300ms and transactions >= 20
///     failure_streak >= 5                          max(cpu_percent) > 85%
///     share(within 800ms) < 95%                    last(mem_mb) - first(mem_mb) > 100
///     p95 > 150% of baseline                       error_rate[1h] > 14.4 * 0.5% and error_rate[5m] > 14.4 * 0.5%
///     age > 15m                                    absent
///
/// Sides of a comparison are sums and products of measures, numbers and numbers with a unit (`2%` = 0.02, `300ms` = 0.3, `15m` =
/// 900); against a gauge whose name ends in `_percent` or `_pct`, `85%` means 85. Only one measure and no arithmetic may stand
/// left of `of baseline`. `absent` holds when no record matched in the window. Comparisons of a measure without a value (no
/// sample, division by zero) are unknown; `and` and `or` follow Kleene's three-valued logic, and an unknown outcome is
/// Verdict::no_data.
class Condition {
 public:
  /// Parses a text; `gauges` are the names of the profile's gauges. Errors point at the column like those of expressions, and
  /// name the near spelling of an unknown KPI or gauge. Units are checked: a duration is compared with durations, a ratio with
  /// ratios or plain numbers, a count with plain numbers.
  static Result<Condition> parse(std::string_view text, std::span<const std::string> gauges,
                                 const record::ExpressionPlace& place = {});

  /// The distinct measures that it reads, in the order of their first use. The first one is what the alert's value is about.
  std::span<const Measure> measures() const { return measures_; }

  /// The value of a measure, by its place among measures(); absent without a sample.
  using Reader = std::function<std::optional<double>(std::size_t measure)>;

  /// Reads only those values that the verdict hangs on. `baselines` may be empty if uses_baseline() is false. `floor`: the least
  /// absolute difference from the baseline that counts, in the measure's unit.
  Verdict judge(const Reader& values, const Reader& baselines, double floor) const;

  bool uses_baseline() const { return uses_baseline_; }

  /// The number that a measure is compared with, by > or <=, if that is all that is done with it: then only on which side of it
  /// the value lies matters to the verdict.
  std::optional<double> limit_of(std::size_t measure) const;

  /// The value that the alert is about: the left side of the first comparison (1 or 0 for `absent`).
  std::optional<double> value(const Reader& values) const;

  /// Whether a larger value is worse: false if the first comparison is < or <=, else true; `not` before it is the opposite.
  bool larger_is_worse() const;

  /// The unit of value(), absent where none is known (gauges).
  std::optional<kpi::Unit> unit() const { return unit_; }

  const std::string& text() const { return text_; }

  /// One operation; children are indexes into the nodes of the condition.
  struct Node {
    enum class Op {
      number,
      measure,
      add,
      subtract,
      multiply,
      divide,
      less,
      less_equal,
      greater,
      greater_equal,
      equal,
      not_equal,
      logical_and,
      logical_or,
      logical_not,
      absent
    };
    Op op = Op::number;
    double number = 0;
    std::size_t measure = 0;
    std::size_t left = 0, right = 0;
    std::size_t decides = 0;         ///< the `and` or `or` that this is the left side of; 0 if none
    bool of_baseline = false;        ///< of a comparison: its right side is a factor of the left measure's baseline
    std::size_t begin = 0, end = 0;  ///< where it stands in text(), in bytes
  };

  /// The comparison of a measure with a number, by > or >=, without which it does not hold, if that is all that is done with the
  /// measure; else null.
  const Node* needed_comparison(std::size_t measure) const;

  /// The tree, its root being the last node. Children stand before their parents; what is calculated of numbers alone is one
  /// number, and a comparison that is written with a constant on its left is turned around.
  std::span<const Node> nodes() const { return nodes_; }

 private:
  bool is_read_once(std::size_t measure) const;
  bool is_of_measure_and_number(const Node& comparison, std::size_t measure) const;

  /// What a node comes to, conditions being 1 or 0; absent where it is unknown.
  std::optional<double> evaluate(std::size_t wanted, const Reader& values, const Reader& baselines, double floor) const;

  std::string text_;
  std::vector<Measure> measures_;
  std::vector<Node> nodes_;
  std::optional<kpi::Unit> unit_;
  bool uses_baseline_ = false;
};

/// Whether a comparison holds. Requires that `op` is one.
bool compare(Condition::Node::Op op, double a, double b);

/// The sum, difference, product or quotient of two numbers; absent where that is no finite number. Requires that `op` is one of
/// them.
std::optional<double> calculate(Condition::Node::Op op, double a, double b);

}  // namespace invmon::policy
