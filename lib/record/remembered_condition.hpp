#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "record/expression.hpp"

namespace invmon::record {

/// An expression that remembers what it said of texts that their reader knows by number: where all that it asks for are such
/// texts or absent, as the event's name mostly is, it is seldom evaluated.
class RememberedCondition {
 public:
  explicit RememberedCondition(Expression expression) : expression_(std::move(expression)) {
    const auto slots = expression_.slots();
    if (slots.empty() || slots.size() > slots_.size()) return;
    slots_ = {slots.front(), slots.back()};
    may_be_known_ = true;
  }

  /// As of Expression. Not for use from several threads at once.
  bool holds(Values values) {
    if (!may_be_known_) return expression_.holds(values);
    const Value& first = values[slots_[0]];
    const Value& second = values[slots_[1]];
    const auto numbers = std::uint64_t{first.text_number} << 32 | second.text_number;
    if (!is_known(first) || !is_known(second)) return expression_.holds(values);
    return known_[0].numbers == numbers ? known_[0].result : look_up(numbers, values);
  }

 private:
  static constexpr std::size_t kKnown = 4;  ///< kinds of lines that come by turns

  struct Known {
    std::uint64_t numbers = std::numeric_limits<std::uint64_t>::max();  ///< of the slots' texts, 0 for absent ones
    bool result = false;
  };

  static bool is_known(const Value& value) { return value.text_number != 0 || value.kind == Value::Kind::absent; }

  /// Moves what is known of these texts to the front, or learns it in place of what was asked for the longest time ago.
  [[gnu::noinline]] bool look_up(std::uint64_t numbers, Values values) {
    auto found = std::ranges::find(known_, numbers, &Known::numbers);
    if (found == known_.end()) *--found = {numbers, expression_.holds(values)};
    std::rotate(known_.begin(), found, found + 1);
    return known_[0].result;
  }

  Expression expression_;
  bool may_be_known_ = false;
  std::array<std::size_t, 2> slots_{};  ///< one twice if the expression has no other
  std::array<Known, kKnown> known_;     ///< what was asked last first
};

}  // namespace invmon::record
