#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"
#include "window/windowing.hpp"

namespace invmon::window {

/// Remembers the groups whose latest outcome was a success, and its window: another success there, as most outcomes are, changes
/// no streak and need not be added to one.
class SuccessMemory {
 public:
  /// Of the next outcome of a group.
  bool repeats(std::uint32_t key, Nanos time, bool failure) const {
    const Success& latest = recent_[key % kRecent];
    return !failure && latest.key == key && latest.window.holds(time);
  }

  /// Takes up an outcome that does not repeat the one before, with the window that it was added to.
  void note(std::uint32_t key, bool failure, TimeSpan window) { recent_[key % kRecent] = {key, failure ? TimeSpan() : window}; }

 private:
  static constexpr std::size_t kRecent = 64;

  struct Success {
    std::uint32_t key = 0;
    TimeSpan window;
  };

  std::array<Success, kRecent> recent_{};
};

}  // namespace invmon::window
