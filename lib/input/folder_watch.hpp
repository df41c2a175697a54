#pragma once

#include <string>

namespace invmon::input {

/// Tells when something happens to the files of some folders (inotify). Where the system has no watches left it tells nothing,
/// and whoever waits has to look from time to time.
class FolderWatch {
 public:
  FolderWatch();
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// Watches a folder too; one that is not there is asked for again in vain. Sub-folders are folders of their own.
  void add(const std::string& folder);

  /// What can be waited for with poll; -1 if there is nothing.
  int descriptor() const { return descriptor_; }

  /// Takes up what happened since the last call; true if files came, went or were renamed, and did not merely grow.
  bool names_changed();

 private:
  int descriptor_;
};

}  // namespace invmon::input
