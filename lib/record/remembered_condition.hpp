#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "record/expression.hpp"

namespace invmon::record {

/// An expression that remembers what it said of texts that their reader knows by number: where all that it asks for are such
/// texts or absent, as the event's name mostly is, it is seldom evaluated.
class RememberedCondition {
 public:
  explicit RememberedCondition(Expression expression) : expression_(std::move(expression)), slots_(expression_.slots()) {}

  /// As of Expression. Not for use from several threads at once.
  bool holds(Values values) {
    if (slots_.size() > kMostSlots) return expression_.holds(values);
    std::uint64_t numbers = 0;
    for (const auto slot : slots_) {
      const Value& value = values[slot];
      if (value.text_number == 0 && value.kind != Value::Kind::absent) return expression_.holds(values);
      numbers = numbers << 32 | value.text_number;
    }
    for (const auto& known : known_) {
      if (known.numbers == numbers) return known.result;
    }
    return learn(numbers, values);
  }

 private:
  static constexpr std::size_t kMostSlots = 2;
  static constexpr std::size_t kKnown = 4;  ///< kinds of lines that come by turns

  struct Known {
    std::uint64_t numbers = std::numeric_limits<std::uint64_t>::max();  ///< of the slots' texts, 0 for absent ones
    bool result = false;
  };

  bool learn(std::uint64_t numbers, Values values) {
    auto& known = known_[oldest_++ % kKnown];
    known = {numbers, expression_.holds(values)};
    return known.result;
  }

  Expression expression_;
  std::vector<std::size_t> slots_;
  std::array<Known, kKnown> known_;
  std::size_t oldest_ = 0;
};

}  // namespace invmon::record
