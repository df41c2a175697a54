#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace invmon::pipeline {

/// A file that lies in memory only and goes with the object.
class MemoryFile {
 public:
  /// The error is that of the system, which has no memory or no descriptor left.
  static Result<MemoryFile> of(std::string_view text);

  MemoryFile(MemoryFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  MemoryFile& operator=(MemoryFile&&) = delete;
  ~MemoryFile();

  /// What this process can open it by.
  std::string path() const;

 private:
  explicit MemoryFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace invmon::pipeline
