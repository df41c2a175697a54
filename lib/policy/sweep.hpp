#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "kpi/snapshot.hpp"
#include "policy/judgement.hpp"
#include "policy/rule.hpp"
#include "policy/score.hpp"
#include "record/profile.hpp"

namespace invmon::policy {

/// The label that tells a sweep's variants of a rule apart.
inline constexpr const char* kSweepLabel = "sweep";

/// One key of a rule, tried with several values.
struct Sweep {
  std::string rule, key;            ///< the alert's name; when, window, for, every or min_events
  std::string before, after;        ///< what stands around the values
  std::vector<std::string> values;  ///< 1 to 100, all different

  /// The key's text for a value: "error_rate > 2%".
  std::string text(const std::string& value) const { return before + value + after; }
};

/// Reads `RULE.KEY=TEXT` with one {...} in the text: `{1..5}` whole numbers, `{0.5..2.5..0.5}` with a step, `{5m,15m,1h}` any
/// texts. Numbers have as many decimals as the one that was written with the most.
Result<Sweep> parse_sweep(std::string_view text);

/// The rules of that name, in order of the values, then of the profile; each as if the profile had that text for the key, with
/// the value in the label `sweep`. Errors are those of rules, and a name that the profile (SLOs aside) has no rule of.
Result<std::vector<Rule>> sweep_variants(const Sweep& sweep, const record::Profile& profile);

/// What became of one variant.
struct SweepRow {
  std::string value;
  std::string text;
  Labels labels;  ///< of the rule, without `sweep`
  std::uint64_t fired = 0;
  double firing_seconds = 0;
  double longest_seconds = 0;
  kpi::Maybe alerts_per_day;       ///< over the range; absent if that is empty
  std::optional<RuleScore> score;  ///< if there are incidents to compare with
};

/// Of the judgement of a policy whose rules are the variants: a row each. `scores`: of that judgement, or nullptr.
std::vector<SweepRow> sweep_rows(const Sweep& sweep, const Judgement& judgement, Range range, const Scores* scores);

}  // namespace invmon::policy
