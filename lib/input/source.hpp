#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace invmon::input {

/// One thing to read lines from.
struct Source {
  std::string path;                ///< "-" for standard input
  std::string file;                ///< what to open: the same, or a copy of what can be read only once
  bool repeatable = true;          ///< a regular file, which can be opened and read again
  std::uint64_t packed_bytes = 0;  ///< its size as it lies on the disk; 0 if unknown
  std::string ahead = {};          ///< what was read of it already
};

/// What the arguments name: files; directories (all regular files below them but hidden ones); globs that no shell has expanded;
/// "-", or nothing at all, for standard input. Sorted by path, each file once even if it is named twice. Errors: what does
/// not exist or can't be read; a directory or glob without a file.
Result<std::vector<Source>> resolve_sources(std::span<const std::string> arguments);

/// Makes a source repeatable: one that is not is copied to a temporary file without a name, which is gone with the process.
Result<Source> make_repeatable(Source source);

/// The same of all of them.
Result<void> make_repeatable(std::vector<Source>& sources);

}  // namespace invmon::input
