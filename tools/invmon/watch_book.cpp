#include "watch_book.hpp"

#include <algorithm>
#include <utility>

namespace invmon::tools {
namespace {

/// Ended alerts are remembered twice as long as a live run makes checks anew.
constexpr Nanos kRemembered = 2 * kDay;

bool is_same(const ToldAlert& told, const policy::Alert& alert) {
  return told.alert == alert.alert && told.labels == alert.labels;
}

/// The first moment whose checks have all their records: starts before it may come out otherwise than they were told.
Nanos sure_from(const pipeline::LiveRun& run, const ToldAlert& told) {
  const auto rule = std::ranges::find(run.policy().rules, told.alert, &policy::Rule::alert);
  return run.known_from() + (rule == run.policy().rules.end() ? 0 : rule->window);
}

}  // namespace

std::vector<AlertNews> AlertBook::update(const pipeline::LiveRun& run, const pipeline::LiveJudgement& judged, Nanos now,
                                         bool at_end) {
  std::vector<AlertNews> news;
  if (!since_ && !at_end) return news;
  // What ended before the first watch began is history.
  if (!since_) since_ = now;
  const auto& alerts = judged.judgement.alerts;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    if (alerts[i].starts_at && !alerts[i].silenced) take(run, alerts[i], judged.cut[i], now, at_end, news);
  }
  if (at_end) end_vanished(run, alerts, now, news);
  forget(now);
  return news;
}

void AlertBook::take(const pipeline::LiveRun& run, const policy::Alert& alert, bool cut, Nanos now, bool at_end,
                     std::vector<AlertNews>& news) {
  // An end at a check that was made early is not certain yet.
  const bool ended = alert.ends_at && *alert.ends_at <= now;
  auto* told = find(run, alert, cut);
  if (told == nullptr) {
    const bool is_news = (at_end && !ended) || (!cut && *alert.starts_at > *since_);
    if (!is_news) return;
    told = &told_.emplace_back(ToldAlert{alert.alert, alert.labels, *alert.starts_at, std::nullopt});
    news.push_back({alert, false});
  }
  if (!ended || told->ends_at) return;
  told->ends_at = alert.ends_at;
  news.push_back({alert, true});
  news.back().alert.starts_at = told->starts_at;
}

/// What was told of an alert: under its start, or where that is not sure, as an alert that goes on.
ToldAlert* AlertBook::find(const pipeline::LiveRun& run, const policy::Alert& alert, bool cut) {
  const auto same_start = [&](const ToldAlert& told) { return is_same(told, alert) && told.starts_at == *alert.starts_at; };
  const auto goes_on = [&](const ToldAlert& told) {
    return is_same(told, alert) && !told.ends_at && (cut || told.starts_at <= sure_from(run, told));
  };
  auto found = std::ranges::find_if(told_, same_start);
  if (found == told_.end()) found = std::ranges::find_if(told_, goes_on);
  return found == told_.end() ? nullptr : &*found;
}

/// Ends alerts that are no longer there: a check that was made early came to something else in the end, or their records are
/// gone, and those that are left do not bear them out.
void AlertBook::end_vanished(const pipeline::LiveRun& run, std::span<const policy::Alert> alerts, Nanos now,
                             std::vector<AlertNews>& news) {
  for (auto& told : told_) {
    const Nanos sure = sure_from(run, told);
    const auto is_there = [&](const policy::Alert& alert) {
      const bool goes_on = !alert.ends_at && told.starts_at <= sure;
      return is_same(told, alert) && (goes_on || alert.starts_at == told.starts_at);
    };
    if (told.ends_at || told.starts_at > now || now < sure || std::ranges::any_of(alerts, is_there)) continue;
    told.ends_at = now;
    policy::Alert alert;
    alert.alert = told.alert;
    alert.labels = told.labels;
    alert.state = policy::AlertState::resolved;
    alert.pending_since = told.starts_at;
    alert.starts_at = told.starts_at;
    alert.ends_at = now;
    news.push_back({std::move(alert), true});
  }
}

void AlertBook::forget(Nanos now) {
  since_ = std::max(*since_, now - kRemembered / 2);
  std::erase_if(told_, [&](const ToldAlert& told) { return told.ends_at && *told.ends_at < now - kRemembered; });
}

}  // namespace invmon::tools
