#pragma once

#include <string>

namespace invmon {

/// Reads a whole file into `text`: for settings, not for logs. Gives 0, or the errno that says why it can't be read.
int read_file(const std::string& path, std::string& text);

}  // namespace invmon
