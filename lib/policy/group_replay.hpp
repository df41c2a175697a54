#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "policy/mutes.hpp"
#include "policy/notification.hpp"
#include "policy/route.hpp"

namespace invmon::policy {

/// An alert as a group sees it.
struct Member {
  std::size_t alert = 0;     ///< index into the alerts
  std::size_t identity = 0;  ///< the rank of its labels among all alerts', the same for the same labels
  Range firing;
  const Mutes* mutes = nullptr;
};

/// The life of one group of alerts, from one moment to the next at which something may happen.
class GroupReplay {
 public:
  /// `members` by start; `head` holds the group's key and labels. Notifications are added to `sent`.
  GroupReplay(const Route& route, std::span<const Member> members, Notification head, Nanos end, std::vector<Notification>& sent)
      : route_(route), members_(members), head_(std::move(head)), end_(end), sent_(sent) {}

  void run();

 private:
  using Crowd = std::vector<const Member*>;  ///< by identity
  struct Told {
    Nanos time = 0;
    std::vector<std::size_t> firing, resolved;  ///< identities
  };
  struct ToldByStep {
    std::size_t step = 0;
    std::set<std::size_t> identities;
  };

  std::optional<Nanos> next_tick(Nanos tick);
  std::optional<Nanos> next_change(Nanos time) const;
  void look(Nanos tick);
  bool worth_telling(Nanos tick, const Crowd& firing, const Crowd& resolved) const;
  void tell_receiver(Nanos tick, const Crowd& firing, const Crowd& resolved);
  void tell_escalated(Nanos tick, const Crowd& resolved);
  void escalate(Nanos until);
  Crowd unresolved(Nanos time) const;
  void send(Nanos time, const std::string& receiver, const Crowd& firing, const Crowd& resolved, std::optional<std::size_t> step);

  const Route& route_;
  std::span<const Member> members_;
  Notification head_;
  Nanos end_;
  std::vector<Notification>& sent_;

  std::size_t next_ = 0;                         ///< the first member that has not joined yet
  std::map<std::size_t, const Member*> group_;   ///< by identity
  std::optional<Told> told_;                     ///< what the route's receiver heard last
  std::optional<Nanos> first_told_;              ///< since all had ended
  std::size_t step_ = 0;                         ///< the escalation step that comes next
  std::map<std::string, ToldByStep> escalated_;  ///< who else knows of what, by receiver
};

}  // namespace invmon::policy
