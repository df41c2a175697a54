#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "policy/condition.hpp"
#include "policy/rule.hpp"

namespace invmon::policy {

/// The state of one alert instance from check to check: inactive, pending, firing, and inactive again. `for` and
/// `keep_firing_for` mean what they mean to Prometheus.
class AlertMachine {
 public:
  AlertMachine(const Hold& hold, const Hold& keep_firing, NoData no_data)
      : hold_(hold), keep_firing_(keep_firing), no_data_(no_data) {}

  enum class State { inactive, pending, firing };

  /// Takes the outcome of the next check; times ascend.
  void check(Nanos time, Verdict verdict);

  State state() const { return state_; }

  /// While pending or firing: the first check at which the condition held.
  Nanos pending_since() const { return pending_since_; }

  /// While firing: the check at which `for` was fulfilled.
  Nanos starts_at() const { return starts_at_; }

 private:
  static bool fulfilled(const Hold& hold, Nanos since, Nanos now, std::uint64_t checks);
  void breach(Nanos time);
  void calm(Nanos time);

  Hold hold_;
  Hold keep_firing_;
  NoData no_data_;
  State state_ = State::inactive;
  Nanos pending_since_ = 0;
  Nanos starts_at_ = 0;
  std::uint64_t breaches_ = 0;       ///< checks in a row, while pending
  std::optional<Nanos> calm_since_;  ///< while firing: the first check of those in a row at which the condition did not hold
  std::uint64_t calm_checks_ = 0;
};

}  // namespace invmon::policy
