#pragma once

#include <signal.h>

namespace invmon::tools {

/// Holds SIGINT and SIGTERM back as long as the object lives, so that they can be waited for beside files. What came meanwhile
/// takes effect when it goes.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// Becomes readable when one of them has come. Not to be read.
  int descriptor() const { return descriptor_; }

  /// The one that has come, or 0.
  int came() const;

 private:
  sigset_t signals_;
  sigset_t before_;
  int descriptor_;
};

}  // namespace invmon::tools
