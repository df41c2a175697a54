#include "policy/alert_machine.hpp"

namespace invmon::policy {

void AlertMachine::check(Nanos time, Verdict verdict) {
  if (verdict == Verdict::no_data) {
    if (no_data_ == NoData::hold) return;
    verdict = no_data_ == NoData::breach ? Verdict::breach : Verdict::ok;
  }
  if (verdict == Verdict::breach) {
    breach(time);
  } else {
    calm(time);
  }
}

bool AlertMachine::fulfilled(const Hold& hold, Nanos since, Nanos now, std::uint64_t checks) {
  return hold.checks > 0 ? checks >= hold.checks : now - since >= hold.span;
}

void AlertMachine::breach(Nanos time) {
  calm_since_.reset();
  if (state_ == State::firing) return;
  if (state_ == State::inactive) {
    state_ = State::pending;
    pending_since_ = time;
    breaches_ = 0;
  }
  ++breaches_;
  if (!fulfilled(hold_, pending_since_, time, breaches_)) return;
  state_ = State::firing;
  starts_at_ = time;
}

void AlertMachine::calm(Nanos time) {
  if (state_ != State::firing) {
    state_ = State::inactive;
    return;
  }
  if (!calm_since_) {
    calm_since_ = time;
    calm_checks_ = 0;
  }
  ++calm_checks_;
  if (!fulfilled(keep_firing_, *calm_since_, time, calm_checks_)) return;
  state_ = State::inactive;
  calm_since_.reset();
}

}  // namespace invmon::policy
