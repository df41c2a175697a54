#include "pipeline/live.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "kpi/measure.hpp"
#include "pipeline/early_check.hpp"
#include "pipeline/live_totals.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/rule_timelines.hpp"

namespace invmon::pipeline {
namespace {

constexpr Nanos kLiveWithin = 5 * kMinute;
constexpr Nanos kKept = kDay;
constexpr Nanos kForgetStep = kHour;
constexpr std::int64_t kMinutesShown = 60;
constexpr std::int64_t kLastMinutes = 5;

/// Checks of so long before are made again as a matter of course, whatever records came since.
Nanos repeated(const policy::Rule& rule) { return 10 * kMinute + 2 * rule.every; }

/// How far before a check a rule looks.
Nanos reach_of(const policy::Rule& rule) {
  Nanos reach = rule.window;
  for (const auto& measure : rule.when.measures()) reach = std::max(reach, measure.window.value_or(0));
  if (!rule.baseline) return reach;
  return std::max(reach, std::ranges::max(rule.baseline->offsets) + rule.baseline->window);
}

}  // namespace

LiveRun::LiveRun(Options options, policy::Policy policy) : options_(std::move(options)), policy_(std::move(policy)) {
  // Only their burn rates are watched.
  policy_.slos.clear();
  plan_ = policy::plan_feeds(policy_, options_.profile);
  options_.feeds = plan_.feeds;
  if (options_.totals) std::ranges::move(total_feeds(options_), std::back_inserter(options_.feeds));
  options_.silences = policy_.silences;
  for (const auto& rule : policy_.rules) {
    early_.push_back(can_be_checked_early(rule.when));
    reach_ = std::max(reach_, reach_of(rule));
  }
  from_.resize(policy_.rules.size());
}

Result<std::unique_ptr<LiveRun>> LiveRun::make(Options options, policy::Policy policy) {
  if (auto added = add_burn_rate_rules(policy, options.profile); !added) return added.error();
  std::unique_ptr<LiveRun> run(new LiveRun(std::move(options), std::move(policy)));
  auto records = LiveRecords::make(run->options_);
  if (!records) return records.error();
  run->records_ = *std::move(records);
  return run;
}

std::optional<Nanos> LiveRun::now(Nanos wall) {
  const auto last = records_->extent().last;
  if (!last) return std::nullopt;
  live_ |= *last > wall - kLiveWithin && *last < wall + kLiveWithin;
  return live_ ? std::max(wall, just_after(*last)) : just_after(*last);
}

Nanos LiveRun::begin() const {
  const Nanos first = *records_->extent().first;
  return kept_from_ ? std::max(first, *kept_from_) : first;
}

policy::Range LiveRun::range_of(std::size_t rule, Nanos now, Checks checks) const {
  const Nanos every = policy_.rules[rule].every;
  const bool early = checks == Checks::early && early_[rule];
  return {std::max(begin(), from_[rule].value_or(begin())), early ? now : floor_div(now, every) * every};
}

LiveJudgement LiveRun::judge(Nanos now, Checks checks) {
  if (const auto earliest = records_->take_earliest()) {
    for (auto& from : from_) {
      if (from && *earliest < *from) from.reset();
    }
  }
  LiveJudgement result;
  if (!records_->extent().first) return result;
  std::vector<policy::Range> ranges;
  for (std::size_t i = 0; i < policy_.rules.size(); ++i) ranges.push_back(range_of(i, now, checks));
  records_->count_recent();
  std::vector<std::vector<policy::FeedSeries>> series;
  for (std::size_t i = 0; i < plan_.feeds.size(); ++i) series.push_back(records_->series(i));
  auto timelines = evaluate_rules(policy_, plan_, series, ranges, options_.threads);
  records_->forget_recent();

  result.judgement = policy::judge(policy_, timelines, {begin(), now});
  const bool complete = begin() == *records_->extent().first;
  for (const auto& alert : result.judgement.alerts) {
    const Nanos every = policy_.rules[alert.rule].every;
    const Nanos first_check = (floor_div(ranges[alert.rule].from, every) + 1) * every;
    result.cut.push_back(!complete && alert.pending_since == first_check);
  }
  plan_next(result.judgement, now);
  forget(now);
  return result;
}

/// The next evaluation of a rule begins where all its instances were inactive: before its open alerts, and before those that
/// ended so lately that late records may tell otherwise.
void LiveRun::plan_next(const policy::Judgement& judgement, Nanos now) {
  for (std::size_t i = 0; i < from_.size(); ++i) from_[i] = now - repeated(policy_.rules[i]);
  for (const auto& alert : judgement.alerts) {
    const auto& rule = policy_.rules[alert.rule];
    auto& from = from_[alert.rule];
    if (!alert.ends_at || *alert.ends_at >= now - repeated(rule)) from = std::min(*from, alert.pending_since - 2 * rule.every);
  }
}

void LiveRun::forget(Nanos now) {
  records_->drop_minutes_before(now - kMinutesShown * kMinute);
  const Nanos keep = now - kKept;
  if (keep < kept_from_.value_or(*records_->extent().first) + kForgetStep) return;
  kept_from_ = keep;
  records_->drop_before(keep - reach_);
}

bool LiveRun::needs(std::size_t stream, Nanos now) const {
  const auto last = records_->last(stream);
  return last && *last >= now - kKept - reach_;
}

report::Report LiveRun::totals() const {
  std::vector<std::vector<policy::FeedSeries>> series;
  for (std::size_t i = plan_.feeds.size(); i < options_.feeds.size(); ++i) series.push_back(records_->series(i));
  return totals_of(options_, series);
}

LiveKpis LiveRun::kpis(Nanos now) const {
  const auto& table = records_->minutes();
  const auto& panes = table.whole().panes();
  const auto last = table.windowing().index_of(now);
  window::Pane total({0, window::Durations::all, {}}), latest = total;
  LiveKpis result;
  for (auto minute = last - kMinutesShown + 1; minute <= last; ++minute) {
    const auto found = panes.find(minute);
    if (found == panes.end()) {
      for (auto* values : {&result.error_rate, &result.p95, &result.per_minute}) values->emplace_back();
      continue;
    }
    const auto numbers = kpi::measure(*found->second, nullptr, 60, {});
    result.error_rate.push_back(numbers.error_rate);
    result.p95.push_back(numbers.duration.p95);
    result.per_minute.push_back(numbers.transactions_per_minute);
    total.merge(*found->second);
    if (minute > last - kLastMinutes) latest.merge(*found->second);
  }
  // The minute that goes on is not over yet.
  const auto seconds = [&](std::int64_t minutes) {
    return static_cast<double>(now - table.windowing().start_of(last - minutes + 1)) / kSecond;
  };
  result.last_minutes = kpi::measure(latest, nullptr, seconds(kLastMinutes), {});
  result.last_hour = kpi::measure(total, nullptr, seconds(kMinutesShown), {});
  return result;
}

}  // namespace invmon::pipeline
