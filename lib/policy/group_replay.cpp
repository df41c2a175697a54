#include "policy/group_replay.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace invmon::policy {
namespace {

constexpr Nanos kNever = std::numeric_limits<Nanos>::max();

Nanos later(Nanos time, Nanos span) {
  Nanos sum = 0;
  return __builtin_add_overflow(time, span, &sum) ? kNever : sum;
}

/// The first of tick + interval, tick + 2 interval, ... that is not before `change`, which lies after `tick`.
Nanos tick_from(Nanos tick, Nanos interval, Nanos change) {
  const std::uint64_t span = static_cast<std::uint64_t>(change) - static_cast<std::uint64_t>(tick);
  const std::uint64_t over = span % static_cast<std::uint64_t>(interval);
  return over == 0 ? change : later(change, interval - static_cast<Nanos>(over));
}

std::vector<std::size_t> identities_of(const std::vector<const Member*>& crowd) {
  std::vector<std::size_t> identities;
  for (const Member* member : crowd) identities.push_back(member->identity);
  return identities;
}

/// Whether all of a crowd are among the identities.
bool includes(const std::vector<std::size_t>& identities, const std::vector<const Member*>& crowd) {
  return std::ranges::includes(identities, crowd, {}, {}, &Member::identity);
}

}  // namespace

void GroupReplay::run() {
  while (next_ < members_.size()) {
    std::optional<Nanos> tick = later(members_[next_].firing.from, route_.group_wait);
    while (tick && *tick <= end_) {
      look(*tick);
      std::erase_if(group_, [&](const auto& entry) { return entry.second->firing.to <= *tick; });
      if (group_.empty()) break;
      tick = next_tick(*tick);
    }
    if (!tick || *tick > end_) return;
    first_told_.reset();
  }
}

std::optional<Nanos> GroupReplay::next_tick(Nanos tick) {
  const auto change = next_change(tick);
  const Nanos next = change ? tick_from(tick, route_.group_interval, *change) : kNever;
  escalate(std::min(next, later(end_, 1)));
  return change ? std::optional(next) : std::nullopt;
}

std::optional<Nanos> GroupReplay::next_change(Nanos time) const {
  Nanos soonest = kNever;
  const auto consider = [&](Nanos change) {
    if (change > time) soonest = std::min(soonest, change);
  };
  if (next_ < members_.size()) consider(members_[next_].firing.from);
  if (told_) consider(later(told_->time, route_.repeat_interval));
  for (const auto& [identity, member] : group_) {
    consider(member->firing.to);
    consider(member->mutes->next_change(time).value_or(kNever));
  }
  return soonest == kNever ? std::nullopt : std::optional(soonest);
}

void GroupReplay::look(Nanos tick) {
  for (; next_ < members_.size() && members_[next_].firing.from <= tick; ++next_) {
    group_.insert_or_assign(members_[next_].identity, &members_[next_]);
  }
  Crowd firing, resolved;
  for (const auto& [identity, member] : group_) {
    if (!member->mutes->at(tick)) (member->firing.to > tick ? firing : resolved).push_back(member);
  }
  if (worth_telling(tick, firing, resolved)) tell_receiver(tick, firing, resolved);
  tell_escalated(tick, resolved);
}

bool GroupReplay::worth_telling(Nanos tick, const Crowd& firing, const Crowd& resolved) const {
  if (!told_) return !firing.empty();
  if (firing.empty()) return !told_->firing.empty() && !resolved.empty();
  return !includes(told_->firing, firing) || !includes(told_->resolved, resolved) ||
         tick >= later(told_->time, route_.repeat_interval);
}

void GroupReplay::tell_receiver(Nanos tick, const Crowd& firing, const Crowd& resolved) {
  send(tick, route_.receiver, firing, resolved, std::nullopt);
  told_ = Told{tick, identities_of(firing), identities_of(resolved)};
  if (firing.empty()) {
    first_told_.reset();
  } else if (!first_told_) {
    first_told_ = tick;
    step_ = 0;
  }
}

void GroupReplay::tell_escalated(Nanos tick, const Crowd& resolved) {
  for (auto& [receiver, told] : escalated_) {
    Crowd known;
    for (const Member* member : resolved) {
      if (told.identities.erase(member->identity) > 0) known.push_back(member);
    }
    if (!known.empty()) send(tick, receiver, {}, known, told.step);
  }
}

void GroupReplay::escalate(Nanos until) {
  while (first_told_ && step_ < route_.escalate.size()) {
    const EscalationStep& step = route_.escalate[step_];
    const Nanos due = later(*first_told_, step.after);
    if (due >= until) return;
    if (const Crowd firing = unresolved(due); !firing.empty()) {
      send(due, step.receiver, firing, {}, step_);
      // The route's receiver learns of the end anyway.
      if (step.receiver != route_.receiver) {
        ToldByStep& told = escalated_[step.receiver];
        told.step = step_;
        for (const Member* member : firing) told.identities.insert(member->identity);
      }
    }
    ++step_;
  }
}

/// Who the route's receiver was told of and fires on, unmuted.
GroupReplay::Crowd GroupReplay::unresolved(Nanos time) const {
  Crowd firing;
  for (const auto& [identity, member] : group_) {
    const bool known = std::binary_search(told_->firing.begin(), told_->firing.end(), identity);
    if (known && member->firing.to > time && !member->mutes->at(time)) firing.push_back(member);
  }
  return firing;
}

void GroupReplay::send(Nanos time, const std::string& receiver, const Crowd& firing, const Crowd& resolved,
                       std::optional<std::size_t> step) {
  Notification& sent = sent_.emplace_back(head_);
  sent.time = time;
  sent.receiver = receiver;
  sent.escalation = step;
  sent.resolved = firing.empty();
  for (const Member* member : firing) sent.alerts.push_back({member->alert, false});
  for (const Member* member : resolved) sent.alerts.push_back({member->alert, true});
}

}  // namespace invmon::policy
