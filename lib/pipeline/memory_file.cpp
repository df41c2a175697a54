#include "pipeline/memory_file.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace invmon::pipeline {

Result<MemoryFile> MemoryFile::of(std::string_view text) {
  MemoryFile file(memfd_create("invmon", MFD_CLOEXEC));
  while (file.descriptor_ >= 0 && !text.empty()) {
    const auto written = write(file.descriptor_, text.data(), text.size());
    if (written < 0) break;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (file.descriptor_ >= 0 && text.empty()) return file;
  return Error{ErrorKind::input, "", "no file can be made in memory: " + std::generic_category().message(errno), ""};
}

MemoryFile::~MemoryFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::string MemoryFile::path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

}  // namespace invmon::pipeline
