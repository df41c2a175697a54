#pragma once

#include <string>

#include "base/error.hpp"

namespace invmon::tools {

/// The text of a file of settings. The error, of kind configuration, names the path and says why it can't be read.
Result<std::string> read_text(const std::string& path);

}  // namespace invmon::tools
