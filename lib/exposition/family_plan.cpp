#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "exposition/family.hpp"
#include "exposition/names.hpp"

namespace invmon::exposition {
namespace {

using Source = FamilyPlan::Source;

/// What the end of a gauge's name says of its unit, and how that becomes a base unit.
struct UnitSuffix {
  std::string_view suffix, unit;
  double multiplier, divisor;
};
constexpr std::array<UnitSuffix, 19> kUnitSuffixes = {{{"_percent", "ratio", 1, 100},
                                                       {"_pct", "ratio", 1, 100},
                                                       {"_ratio", "ratio", 1, 1},
                                                       {"_bytes", "bytes", 1, 1},
                                                       {"_kb", "bytes", 1e3, 1},
                                                       {"_mb", "bytes", 1e6, 1},
                                                       {"_gb", "bytes", 1e9, 1},
                                                       {"_kib", "bytes", 1024, 1},
                                                       {"_mib", "bytes", 1024 * 1024, 1},
                                                       {"_gib", "bytes", 1024 * 1024 * 1024, 1},
                                                       {"_seconds", "seconds", 1, 1},
                                                       {"_s", "seconds", 1, 1},
                                                       {"_ms", "seconds", 1, 1e3},
                                                       {"_us", "seconds", 1, 1e6},
                                                       {"_ns", "seconds", 1, 1e9},
                                                       {"_milliseconds", "seconds", 1, 1e3},
                                                       {"_microseconds", "seconds", 1, 1e6},
                                                       {"_nanoseconds", "seconds", 1, 1e9},
                                                       {"_minutes", "seconds", 60, 1}}};

/// Labels that have a meaning of their own.
constexpr std::array<std::string_view, 3> kReservedLabels = {"status", "le", "quantile"};

/// The names of a metric's samples, and its own.
std::vector<std::string> sample_names(const FamilyPlan& plan) {
  std::vector<std::string> names = {plan.name};
  if (plan.type == Type::counter) names.push_back(plan.name + "_total");
  if (plan.type != Type::histogram) return names;
  for (const char* suffix : {"_bucket", "_count", "_sum"}) names.push_back(plan.name + suffix);
  return names;
}

class Planner {
 public:
  Planner(const record::Profile& profile, const Names& names) : profile_(profile), names_(names) {}

  /// Adds the metrics of a dimension, or the totals.
  void add(const std::optional<std::size_t>& dimension, const std::string& name) {
    scope_ = {};
    scope_.dimension = dimension;
    infix_.clear();
    if (dimension) {
      scope_.label = snake_case(name);
      infix_ = scope_.label + "_";
      if (std::ranges::count(kReservedLabels, scope_.label) > 0) scope_.label = "exported_" + scope_.label;
    }
    add_counter("transactions", Source::transactions, "Transactions that succeeded or failed.");
    if (profile_.items) add_counter("items", Source::items, "Items of the transactions.");
    if (profile_.retries) add_counter("retries", Source::retries, "Retries of the transactions.");
    if (profile_.error_code && !dimension) add_counter("errors", Source::errors, "Failed transactions by error code.");
    if (!profile_.durations.empty()) add_durations();
    for (std::size_t i = 0; i < profile_.gauges.size(); ++i) add_gauge(i);
  }

  std::vector<FamilyPlan> take() { return std::move(plans_); }

 private:
  FamilyPlan& add_plan(const std::string& word, Type type, Source source, std::string help) {
    FamilyPlan plan = scope_;
    plan.name = fmt::format("{}_{}{}", snake_case(names_.prefix), infix_, word);
    plan.type = type;
    plan.source = source;
    plan.help = std::move(help);
    return plans_.emplace_back(std::move(plan));
  }

  std::string word_for(const std::string& key) const {
    const auto found = names_.words.find(key);
    return snake_case(found == names_.words.end() ? key : found->second);
  }

  void add_counter(const std::string& key, Source source, std::string help) {
    add_plan(word_for(key), Type::counter, source, std::move(help));
  }

  void add_durations() {
    add_plan(word_for("duration") + "_seconds", Type::histogram, Source::durations, "Durations of the transactions.").unit =
        "seconds";
  }

  void add_gauge(std::size_t index) {
    const auto& gauge = profile_.gauges[index].name;
    std::string word = word_for(gauge);
    const auto* const suffix =
        std::ranges::find_if(kUnitSuffixes, [&](const UnitSuffix& known) { return word.ends_with(known.suffix); });
    const bool has_unit = suffix != kUnitSuffixes.end();
    if (has_unit) word = word.substr(0, word.size() - suffix->suffix.size() + 1).append(suffix->unit);
    auto& plan = add_plan(word, Type::gauge, Source::gauge, fmt::format("The last value of {}.", snake_case(gauge)));
    plan.gauge = index;
    if (!has_unit) return;
    plan.unit = suffix->unit;
    plan.multiplier = suffix->multiplier;
    plan.divisor = suffix->divisor;
  }

  const record::Profile& profile_;
  const Names& names_;
  FamilyPlan scope_;
  std::string infix_;
  std::vector<FamilyPlan> plans_;
};

}  // namespace

Result<std::vector<FamilyPlan>> plan_families(const record::Profile& profile, const std::vector<std::string>& by) {
  const auto names = parse_names(profile);
  if (!names) return names.error();
  Planner planner(profile, *names);
  planner.add(std::nullopt, "");
  for (std::size_t i = 0; i < by.size(); ++i) planner.add(i, by[i]);
  auto plans = planner.take();
  std::set<std::string> taken;
  for (const auto& plan : plans) {
    for (const auto& name : sample_names(plan)) {
      if (taken.insert(name).second) continue;
      return Error{ErrorKind::configuration, profile.name, fmt::format("two metrics would be called '{}'", name),
                   "rename one in the profile, with 'export: {names: {...}}' or where its dimension or gauge is declared"};
    }
  }
  return plans;
}

}  // namespace invmon::exposition
