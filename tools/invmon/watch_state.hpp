#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "pipeline/live_reader.hpp"
#include "policy/alert.hpp"

namespace invmon::tools {

/// An alert that was told.
struct ToldAlert {
  std::string alert;  ///< its rule's name
  policy::Labels labels;
  Nanos starts_at = 0;
  std::optional<Nanos> ends_at;  ///< once its end was told
};

/// What a watch has to know of the ones before it. The rest is read from the logs again.
struct WatchState {
  std::optional<Nanos> since;  ///< alerts that started later are told, even if they have ended meanwhile; absent before all
  bool live = false;           ///< the log went on with the clock
  std::vector<ToldAlert> told;
  std::vector<input::ContentMark> files;
};

/// Reads a state file; a file that is not there is the state before all. Errors: it can't be read, or is none.
Result<WatchState> load_watch_state(const std::string& path);

/// Replaces a state file, making its folder if need be.
Result<void> save_watch_state(const std::string& path, const WatchState& state);

/// Keeps other watches from using a state file as long as the object lives.
class WatchLock {
 public:
  static Result<WatchLock> take(const std::string& path);
  ~WatchLock();
  WatchLock(WatchLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  WatchLock& operator=(WatchLock&&) = delete;

 private:
  explicit WatchLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace invmon::tools
