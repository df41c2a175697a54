#include "policy/lint_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/units.hpp"
#include "policy/slo_events.hpp"
#include "record/record.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::policy {
namespace {

using Groups = std::vector<FeedSeries>;

/// Requires from <= to. Unsigned inside, because the time between two points may be longer than Nanos can tell.
double seconds_between(Nanos from, Nanos to) {
  return static_cast<double>(static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from)) / kSecond;
}

double to_seconds(Nanos span) { return static_cast<double>(span) / kSecond; }

bool has_records(const FeedSeries& group) { return !group.panes->panes().empty(); }

/// The seconds from each record to the next one of its group.
struct Gaps {
  std::uint64_t within_panes = 0;  ///< so many are shorter than a pane
  std::vector<double> between_panes;

  void add(const window::Series<window::Pane>& panes, Nanos grain) {
    std::optional<Nanos> before;
    for (const auto& [index, pane] : panes.panes()) {
      const Nanos last = pane->last_record().value_or(0);
      // Where a pane's first record is not known, the gap is at least the way to the pane.
      const Nanos first = pane->records() == 1 ? last : pane_range(index, grain).from;
      if (before) between_panes.push_back(seconds_between(*before, std::max(*before, first)));
      within_panes += pane->records() - 1;
      before = last;
    }
  }

  /// The median, 0 if it is shorter than a pane; nullopt without any gap.
  std::optional<double> median() && {
    const std::uint64_t middle = (within_panes + between_panes.size()) / 2;
    if (within_panes > middle) return 0;
    if (between_panes.empty()) return std::nullopt;
    const auto at = between_panes.begin() + static_cast<std::ptrdiff_t>(middle - within_panes);
    std::ranges::nth_element(between_panes, at);
    return *at;
  }
};

/// The longest window of a condition; nullopt if it asks for an age, which looks back beyond all of them.
std::optional<Nanos> longest_window(const Rule& rule) {
  Nanos longest = 0;
  for (const auto& measure : rule.when.measures()) {
    if (measure.kind == Measure::Kind::age) return std::nullopt;
    longest = std::max(longest, measure.window.value_or(rule.window));
  }
  return longest;
}

/// Checks of one rule or SLO, and where they put what they find.
class LogLint {
 public:
  LogLint(std::vector<Finding>& findings, std::string place, const std::string& name)
      : findings_(findings), place_(std::move(place)), name_(name) {}

  /// Whether there is anything to look at.
  bool check_records(const std::optional<record::SourcedText>& where, const std::vector<std::string>& by, const Groups& groups) {
    if (std::ranges::none_of(groups, has_records)) {
      add(where ? "no record of the log passes its 'where'" : "the log has no record for it", where ? where->text : "");
      return false;
    }
    for (std::size_t i = 0; i < by.size(); ++i) {
      const auto lacks = [&](const FeedSeries& group) { return group.key[i] == record::kNoKey; };
      if (std::ranges::all_of(groups, lacks)) add(fmt::format("no record has the dimension '{}'", by[i]), "see 'by'");
    }
    return true;
  }

  void check_window(const Rule& rule, const Groups& groups, Nanos grain) {
    Gaps gaps;
    for (const FeedSeries& group : groups) gaps.add(*group.panes, grain);
    const auto typical = std::move(gaps).median();
    const auto longest = longest_window(rule);
    if (!typical || !longest || to_seconds(*longest) >= *typical) return;
    add(fmt::format("the window of {} is shorter than the {} that are typical between two records", format_span(*longest),
                    format_seconds(*typical)),
        "most checks see no record");
  }

  void check_reach(const Rule& rule, double covered) {
    const Hold& hold = rule.hold;
    const double checks = static_cast<double>(hold.checks) - 1;
    if ((hold.checks > 0 ? checks * to_seconds(rule.every) : to_seconds(hold.span)) > covered) {
      add(fmt::format("`for` is longer than the {} that the log covers", format_seconds(covered)), "it can't fire before");
    }
    if (!rule.baseline) return;
    const double reach = to_seconds(std::ranges::max(rule.baseline->offsets)) + to_seconds(rule.baseline->window);
    if (reach <= covered) return;
    add(fmt::format("the baseline reaches back {}, and the log {}", format_seconds(reach), format_seconds(covered)),
        "some or all of it is missing");
  }

 private:
  void add(const std::string& message, std::string hint) {
    findings_.push_back({place_, fmt::format("{}: {}", name_, message), std::move(hint)});
  }

  std::vector<Finding>& findings_;
  std::string place_;
  std::string name_;
};

}  // namespace

std::vector<Finding> lint_log(const Policy& policy, const FeedPlan& plan, std::span<const std::vector<FeedSeries>> series,
                              Range range) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const Rule& rule = policy.rules[i];
    const std::size_t feed = plan.of_rule[i];
    LogLint lint(findings, rule.place, rule.alert);
    if (lint.check_records(rule.where, rule.by, series[feed])) lint.check_window(rule, series[feed], plan.feeds[feed].grain);
    lint.check_reach(rule, seconds_between(range.from, range.to));
  }
  for (std::size_t i = 0; i < policy.slos.size(); ++i) {
    const Slo& slo = policy.slos[i];
    LogLint(findings, slo.place, slo.name).check_records(slo.where, slo.by, series[plan.of_slo[i]]);
  }
  return findings;
}

}  // namespace invmon::policy
