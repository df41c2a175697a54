#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/time.hpp"

namespace invmon::insight {

/// The net benefit at the end of a stretch of time: all savings since the start less the investment.
struct NetBenefit {
  Nanos from = 0, to = 0;
  double savings = 0;     ///< in the stretch
  double cumulative = 0;  ///< at its end
};

/// When the savings have paid the investment back.
struct BreakEven {
  enum class State { reached, forecast, never } state = State::never;
  std::optional<Nanos> at;  ///< absent for never
  std::string why;          ///< what the date rests on, or why there is none; a sentence
};

/// The moment since which the net benefit is not negative any more. Savings come evenly: inside a stretch; from `start` to the
/// first one, whose balance began at minus `invested`; and beyond the last one, at `daily` of them. `net` must not be empty.
BreakEven break_even(std::span<const NetBenefit> net, double invested, double daily, Nanos start);

}  // namespace invmon::insight
