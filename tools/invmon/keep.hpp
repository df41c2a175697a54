#pragma once

#include <deque>
#include <utility>

namespace invmon::tools {

/// Holds a result until the process ends, and never destroys it: to free what a log was counted into, piece by piece, can take as
/// long as all rules took, and the system takes it back at once.
template <class T>
T& keep(T result) {
  static auto& kept = *new std::deque<T>();
  return kept.emplace_back(std::move(result));
}

}  // namespace invmon::tools
