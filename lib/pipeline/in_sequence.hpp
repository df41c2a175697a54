#pragma once

#include <cstdint>
#include <map>
#include <utility>

namespace invmon::pipeline {

/// Hands on what comes numbered 0, 1, 2, ... in any order, in the order of the numbers. Not for use from several threads at once.
template <class T>
class InSequence {
 public:
  /// Calls `take` with each value whose turn has come.
  template <class Take>
  void add(std::uint64_t sequence, T value, Take take) {
    waiting_.emplace(sequence, std::move(value));
    for (; !waiting_.empty() && waiting_.begin()->first == next_; ++next_) {
      take(waiting_.extract(waiting_.begin()).mapped());
    }
  }

 private:
  std::map<std::uint64_t, T> waiting_;
  std::uint64_t next_ = 0;
};

}  // namespace invmon::pipeline
