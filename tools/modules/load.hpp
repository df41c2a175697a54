#pragma once

#include <string>

#include "base/error.hpp"

namespace invmon::tools {

/// Where a module's functions stand: `kInvmonModule` of a file beside the program, or where it is installed. Errors: the file is
/// missing or not of this program.
Result<const void*> find_module(const std::string& file);

/// A part of the program that needs many libraries of the system. It is loaded when it is first used and stays loaded: a program
/// that is linked with all of them takes three times as long to start.
template <class Module>
Result<const Module*> load_module() {
  const auto found = find_module(Module::kFile);
  if (!found) return found.error();
  return static_cast<const Module*>(*found);
}

}  // namespace invmon::tools
