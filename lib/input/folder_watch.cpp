#include "input/folder_watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace invmon::input {

FolderWatch::FolderWatch() : descriptor_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) close(descriptor_);
}

void FolderWatch::add(const std::string& folder) {
  constexpr std::uint32_t kEvents = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
  // Adding a folder again changes nothing, and finds one that has taken the place of another.
  if (descriptor_ >= 0) inotify_add_watch(descriptor_, folder.c_str(), kEvents);
}

bool FolderWatch::names_changed() {
  alignas(inotify_event) char buffer[16 * 1024];
  bool changed = false;
  while (descriptor_ >= 0) {
    const auto count = read(descriptor_, buffer, sizeof buffer);
    if (count <= 0) break;
    for (std::ptrdiff_t at = 0; at < count;) {
      inotify_event event;
      std::memcpy(&event, buffer + at, sizeof event);
      changed |= (event.mask & IN_MODIFY) == 0;
      at += static_cast<std::ptrdiff_t>(sizeof event + event.len);
    }
  }
  return changed;
}

}  // namespace invmon::input
