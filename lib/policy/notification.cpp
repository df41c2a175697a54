#include "policy/notification.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "policy/group_replay.hpp"
#include "policy/inhibition.hpp"
#include "policy/mutes.hpp"

namespace invmon::policy {
namespace {

/// The rank of each alert's labels among all of them, the same for the same labels, of which many alerts have each.
std::vector<std::size_t> ranks_of(std::span<const Labels> labels) {
  std::map<std::reference_wrapper<const Labels>, std::size_t, std::less<Labels>> different;
  for (const Labels& one : labels) different.try_emplace(one);
  std::size_t next = 0;
  for (auto& [one, rank] : different) rank = next++;
  std::vector<std::size_t> ranks;
  for (const Labels& one : labels) ranks.push_back(different.at(one));
  return ranks;
}

/// All that is known of the alerts before anybody is told.
class Replay {
 public:
  Replay(std::vector<Alert>& alerts, const Routing& routing, std::span<const Silence> silences, Nanos end)
      : alerts_(alerts), routing_(routing), silences_(silences), end_(end) {
    for (const Alert& alert : alerts) labels_.push_back(full_labels(alert));
  }

  std::vector<Notification> run() {
    mark();
    if (!routing_.root) return {};
    join_groups();
    std::vector<Notification> sent;
    for (auto& [place, group] : groups_) {
      std::stable_sort(group.members.begin(), group.members.end(),
                       [](const Member& a, const Member& b) { return a.firing.from < b.firing.from; });
      GroupReplay(*place.first, group.members, std::move(group.head), end_, sent).run();
    }
    std::stable_sort(sent.begin(), sent.end(), [](const Notification& a, const Notification& b) {
      return std::tie(a.time, a.receiver, a.group_key) < std::tie(b.time, b.receiver, b.group_key);
    });
    return sent;
  }

 private:
  struct Group {
    Notification head;
    std::vector<Member> members;
  };

  /// From its start to its end so far, with its first moment in any case.
  Range life_of(const Alert& alert) const {
    const Nanos start = *alert.starts_at;
    return {start, std::max(std::min(alert.ends_at.value_or(end_), end_), std::min(start, kLast - 1) + 1)};
  }

  void mark() {
    Range replayed = {kLast, end_ < kLast ? end_ + 1 : kLast};
    for (const Alert& alert : alerts_) replayed.from = std::min(replayed.from, alert.starts_at.value_or(kLast));
    for (const Silence& silence : silences_) silenced_.push_back(spans_of(silence, replayed));
    inhibition_.emplace(alerts_, labels_, routing_.inhibit);
    mutes_.resize(alerts_.size());
    for (std::size_t i = 0; i < alerts_.size(); ++i) {
      if (!alerts_[i].starts_at) continue;
      for (std::size_t s = 0; s < silences_.size(); ++s) {
        if (all_match(silences_[s].matchers, labels_[i])) mutes_[i].add(silenced_[s]);
      }
      const Mutes inhibited = inhibition_->of(labels_[i]);
      alerts_[i].silenced = mutes_[i].cover(life_of(alerts_[i]));
      alerts_[i].inhibited = inhibited.cover(life_of(alerts_[i]));
      mutes_[i].add(inhibited);
    }
  }

  void join_groups() {
    const auto ranks = ranks_of(labels_);
    for (std::size_t i = 0; i < alerts_.size(); ++i) {
      if (!alerts_[i].starts_at || *alerts_[i].starts_at > end_) continue;
      for (const RouteMatch& match : matching_routes(*routing_.root, labels_[i])) {
        Labels common = group_labels(*match.route, labels_[i]);
        Group& group = groups_[{match.route, common}];
        group.members.push_back({i, ranks[i], firing_span(alerts_[i]), &mutes_[i]});
        group.head.group_key = group_key(match, common);
        group.head.group_labels = std::move(common);
      }
    }
  }

  static constexpr Nanos kLast = std::numeric_limits<Nanos>::max();

  std::vector<Alert>& alerts_;
  const Routing& routing_;
  std::span<const Silence> silences_;
  Nanos end_;
  std::vector<Labels> labels_;
  std::vector<Spans> silenced_;
  std::optional<Inhibition> inhibition_;
  std::vector<Mutes> mutes_;
  std::map<std::pair<const Route*, Labels>, Group> groups_;
};

}  // namespace

std::vector<Notification> notify(std::vector<Alert>& alerts, const Routing& routing, std::span<const Silence> silences,
                                 Nanos end) {
  std::vector<Notification> sent = Replay(alerts, routing, silences, end).run();
  for (Alert& alert : alerts) alert.receivers.clear();
  for (const Notification& notification : sent) {
    for (const auto& entry : notification.alerts) {
      auto& receivers = alerts[entry.alert].receivers;
      const bool known = std::find(receivers.begin(), receivers.end(), notification.receiver) != receivers.end();
      if (!known) receivers.push_back(notification.receiver);
    }
  }
  return sent;
}

}  // namespace invmon::policy
