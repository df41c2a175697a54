#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "base/error.hpp"

namespace invmon::tools {

/// Writes to standard output for "-", else to a file, which is replaced whole or not at all: the text goes to a temporary file
/// beside it, which is then renamed. What is not a regular file (a device, a pipe) is written to as it is. A reader of standard
/// output that has gone away is no error.
Result<void> write_output(const std::string& path, const std::function<void(std::ostream&)>& write);

/// Makes the folder that a file is to be written to, where there is none. `hint` says what to do if that fails.
Result<void> make_folder_of(const std::string& path, std::string hint = {});

}  // namespace invmon::tools
